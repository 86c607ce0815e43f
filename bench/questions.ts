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
  /** As many calls as a stack that batches well makes for one request. */
  readonly plannedCalls: number;
  /** How many requests of `q1` do as much work as one of these. */
  readonly weight: number;
  /** The bodies of the requests, of which each is asked in turn. */
  readonly bodies: readonly string[];
}

const numbers = Array.from({ length: userCount }, (_, number) => number);

export const q1: Question = {
  name: 'q1',
  what: "one user's ten sessions with devices and page info; 1 call upstream",
  connections: 32,
  plannedCalls: 1,
  weight: 1,
  bodies: numbers.map((number) => bodyOf(oneUser, [userId(number)])),
};

/** A call for each user's sessions, and one for all their accounts. */
export const q20: Question = {
  name: 'q20',
  what: "twenty users' ten sessions each, every one with its device and a looked-up account; 21 calls upstream if batched well",
  connections: 8,
  plannedCalls: 21,
  weight: 10,
  bodies: numbers.map((number) =>
    bodyOf(
      twentyUsers,
      Array.from({ length: 20 }, (_, index) => userId(number * 20 + index)),
    ),
  ),
};

export const questions = [q1, q20];

/** What q1 asks, of one user. */
export function askedOf(user: string): string {
  return bodyOf(oneUser, [user]);
}

function bodyOf(query: string, users: readonly string[]): string {
  return JSON.stringify({ query, variables: { users } });
}
