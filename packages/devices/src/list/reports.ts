/** What a service's report means for who reads the list. */
import type { ReportFragment } from '../graphql/generated/graphql.ts';

/** Whether sign-ins may be missing because of it. That there is no account, or no such function, is an answer. */
export function hidesSessions({ status, complete }: ReportFragment): boolean {
  switch (status) {
    case 'OK':
      return !complete;
    case 'NOT_LINKED':
    case 'NOT_SUPPORTED':
      return false;
    default:
      return true;
  }
}

/** Whether the service told nothing at all. */
export function toldNothing(report: ReportFragment): boolean {
  return hidesSessions(report) && report.status !== 'OK' && report.status !== 'TRUNCATED';
}

/** Whether asking again may help, without anybody changing anything. */
export function mayRetry({ status }: ReportFragment): boolean {
  return !['NOT_AUTHORIZED', 'NOT_LICENSED', 'TRUNCATED'].includes(status);
}
