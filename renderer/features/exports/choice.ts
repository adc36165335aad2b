import type { SubjectSummary } from '#shared/casebook/summary'
import type { SubjectKey } from '#shared/ids'

/** Everybody but those who were left out: who comes while the screen is open is in, as "all" says. */
export type LeftOut = ReadonlySet<SubjectKey>

export const chosenOf = (roster: readonly SubjectSummary[], leftOut: LeftOut): readonly SubjectSummary[] =>
  roster.filter(({ subject }) => !leftOut.has(subject))

export function toggled(leftOut: LeftOut, subject: SubjectKey): LeftOut {
  const next = new Set(leftOut)
  if (!next.delete(subject)) next.add(subject)
  return next
}

/** Puts all of these in or leaves them out; the others stay as they are. */
export const setAll = (leftOut: LeftOut, subjects: readonly SubjectSummary[], chosen: boolean): LeftOut => {
  const next = new Set(leftOut)
  for (const { subject } of subjects) {
    if (chosen) next.delete(subject)
    else next.add(subject)
  }
  return next
}

/** The participants whose code holds what was typed, whatever its case, in the order of their codes. */
export function foundIn(roster: readonly SubjectSummary[], text: string): readonly SubjectSummary[] {
  const words = text.trim().toUpperCase()
  return roster
    .filter(({ code }) => code.toUpperCase().includes(words))
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
}
