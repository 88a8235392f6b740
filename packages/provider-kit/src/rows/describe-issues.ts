import type { z } from 'zod';

const maxIssues = 3;

/** What a schema complains of, as `path: problem; …`: places and types, never the values. */
export function describeIssues(error: z.core.$ZodError): string {
  const shown = error.issues.slice(0, maxIssues).map(describeIssue);
  const rest = error.issues.length - shown.length;
  return rest > 0 ? `${shown.join('; ')}; and ${rest} more` : shown.join('; ');
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).join('.');
  return path === '' ? describeProblem(issue) : `${path}: ${describeProblem(issue)}`;
}

function describeProblem(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue.message;
  const ways = issue.errors.map((way) => way.map(describeIssue).join(', '));
  return [...new Set(ways)].join(' or ');
}
