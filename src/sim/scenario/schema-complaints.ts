/** The schema's findings as complaints: which field, what is wrong, what would be accepted. */
import type { z } from 'zod';
import { suggestion } from './closest.ts';
import type { Complaint, Path } from './source-tree.ts';

type Issue = z.core.$ZodIssue;

/**
 * One complaint a field, in the schema's order. Every issue's message is already the text of what is
 * accepted.
 */
export function schemaComplaints(issues: readonly Issue[], data: unknown): Complaint[] {
  const byField = new Map<string, Complaint>();
  for (const complaint of issues.flatMap((issue) => complaintsOf(issue, [], data))) {
    const key = complaint.path.join('.');
    if (!byField.has(key)) byField.set(key, complaint);
  }
  return [...byField.values()];
}

function complaintsOf(issue: Issue, around: Path, data: unknown): Complaint[] {
  const path = [...around, ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(', ');
    return issue.keys.map((key) => ({
      path: [...path, key],
      accepted: issue.message,
      complaint: `unknown key${suggestion(key, known)}`,
      isAboutKey: true,
    }));
  }
  if (issue.code === 'invalid_key') {
    return [
      { path, accepted: issue.issues[0].message, complaint: 'not accepted as a key', isAboutKey: true },
    ];
  }
  if (issue.code === 'invalid_union') {
    // The alternative that got past the outer form is the one that was meant: its complaints lie deeper.
    const meant = issue.errors.find((branch) => branch.some(isDeeper));
    if (meant !== undefined) return meant.flatMap((inner) => complaintsOf(inner, path, data));
    const words = issue.errors.flat().flatMap(wordsOf);
    return [{ path, accepted: issue.message, complaint: complaintAbout(path, data, words) }];
  }
  return [{ path, accepted: issue.message, complaint: complaintAbout(path, data, wordsOf(issue)) }];
}

function isDeeper(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys';
}

function wordsOf(issue: Issue): string[] {
  return issue.code === 'invalid_value' ? issue.values.map(String) : [];
}

function complaintAbout(path: Path, data: unknown, words: readonly string[]): string {
  let value = data;
  for (const key of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
  return value === undefined ? 'missing' : `not accepted${suggestion(value, words)}`;
}
