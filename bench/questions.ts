/** What is asked of every stack: the same text, of ever other users, so that no two requests under way are equal and could be shared. */

/** How many users the upstream knows. */
export const userCount = 2000;

export function userId(number: number): string {
  return `user_${String(number % userCount).padStart(6, '0')}`;
}

const sessionFields = `
  nodes {
    id nativeId state displayName createdAt lastActiveAt ipAddress
    location { city country }
    device { name type client { name version } }
    ACCOUNT
  }
  pageInfo { hasNextPage endCursor }`;

const oneUser = `query One($users: [ID!]!) {
  sessions(filter: { userIds: $users }, first: 10) {${sessionFields.replace('ACCOUNT', '')}}
}`;

const twentyUsers = `query Twenty($users: [ID!]!) {
  users(ids: $users) {
    id
    sessions(first: 10) {${sessionFields.replace('ACCOUNT', 'account { displayName email }')}}
  }
}`;

export interface Question {
  readonly name: string;
  /** For the table's heading. */
  readonly what: string;
  readonly connections: number;
  /** The body of the request with that number. */
  body(number: number): string;
}

/** One call upstream. */
export const q1: Question = {
  name: 'q1',
  what: "one user's ten sessions with devices and page info; 1 call upstream",
  connections: 32,
  body: (number) => bodyOf(oneUser, [userId(number)]),
};

/** A call for each user's sessions, and one for all their accounts where a stack batches well. */
export const q20: Question = {
  name: 'q20',
  what: "twenty users' ten sessions each, every one with its device and a looked-up account; 21 calls upstream if batched well",
  connections: 8,
  body: (number) =>
    bodyOf(
      twentyUsers,
      Array.from({ length: 20 }, (_, index) => userId(number * 20 + index)),
    ),
};

/** The same user's sessions for everybody. */
export const popularUser: Question = {
  name: 'popular',
  what: "the same user's ten sessions, asked by 32 connections",
  connections: 32,
  body: () => bodyOf(oneUser, [userId(0)]),
};

export const questions = [q1, q20, popularUser];

function bodyOf(query: string, users: readonly string[]): string {
  return JSON.stringify({ query, variables: { users } });
}
