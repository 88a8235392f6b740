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
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
