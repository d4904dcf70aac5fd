const maxLabelLength = 40;
const mostLabels = 32;

/** Labels as typed, separated by commas of either language or by lines; each once. */
export const readLabels = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、;；\n]/)
      .map((label) => label.trim())
      .filter((label) => label !== ''),
  ),
];

export type LabelFault = 'tooLong' | 'tooMany';

export function labelFault(labels: readonly string[]): LabelFault | null {
  if (labels.some((label) => [...label].length > maxLabelLength)) return 'tooLong';
  return labels.length > mostLabels ? 'tooMany' : null;
}

/** What to add and to remove to come from one set of labels to the other. */
export const labelChange = (before: readonly string[], after: readonly string[]): { add: string[]; remove: string[] } => ({
  add: after.filter((label) => !before.includes(label)),
  remove: before.filter((label) => !after.includes(label)),
});
