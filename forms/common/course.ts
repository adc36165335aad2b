import type { Text } from '../define'

interface Course<Key extends string> {
  readonly start: Key
  readonly end: Key
  readonly ongoing: Key
}

/** What is wrong with dates that begin and end: the end before the start, an end of what still goes on. */
export function courseChecks<Key extends string>(
  form: string,
  { start, end, ongoing }: Course<Key>,
  said: { readonly backwards: Text; readonly goesOn: Text },
) {
  return [
    {
      id: `${form}-01`,
      severity: 'H' as const,
      items: [end, start] as const,
      holds: `${start} <= ${end}`,
      message: said.backwards,
      cases: {
        holds: { [start]: '2026-02', [end]: '2026-03-04' },
        boundary: { [start]: '2026-03-04', [end]: '2026-03-04' },
        fails: { [start]: '2026-03-04', [end]: '2026-03-03' },
      },
    },
    {
      id: `${form}-02`,
      severity: 'H' as const,
      items: [ongoing, end] as const,
      // What has ended on a day that nobody knows is consistent; the end date is required then, or said to be unknown.
      holds: `${ongoing} == "N" || !given(${end})`,
      message: said.goesOn,
      cases: {
        holds: { [ongoing]: 'N', [end]: '2026-03-04' },
        boundary: { [ongoing]: 'Y' },
        fails: { [ongoing]: 'Y', [end]: '2026-03-04' },
      },
    },
  ]
}
