import type { Counts, ToxicityTable, WorstOfTerm } from '#shared/review/toxicity'
import { type LocalText, textIn } from '#shared/study/definition'
import type { UiLanguage } from '../../../ui/language'

/** A table as it is seen and as it is saved: the same cells in the same order. */
export interface Sheet {
  /** Over several columns each; none where there is one group. */
  readonly heads: readonly { readonly title: string; readonly columns: number }[]
  readonly columns: readonly string[]
  readonly rows: readonly SheetRow[]
}

export interface SheetRow {
  readonly key: string
  readonly level: 'all' | 'class' | 'term'
  readonly cells: readonly string[]
}

type Say = (
  key:
    | 'event'
    | 'class'
    | 'everyone'
    | 'allEvents'
    | 'noClass'
    | 'unnamed'
    | 'ofGroup'
    | 'any'
    | 'severe'
    | 'serious'
    | 'related'
    | 'participant'
    | 'armOf'
    | 'worst'
    | 'events'
    | 'yes',
  values?: Readonly<Record<string, string | number>>,
) => string

const share = (count: number, of: number): string =>
  count === 0 ? '0' : of === 0 ? String(count) : `${count} (${Math.round((count / of) * 100)} %)`

/** Incidence: of each group how many had it, by worst grade unless there are too many groups to read that. */
export function sheetOf(table: ToxicityTable, short: boolean, say: Say, language: UiLanguage): Sheet {
  const measures: readonly (readonly [title: string, of: (counts: Counts, people: number) => string])[] = short
    ? [
        [say('any'), ({ any }, people) => share(any, people)],
        [say('severe'), ({ severe }) => String(severe)],
      ]
    : [
        [say('any'), ({ any }, people) => share(any, people)],
        ...([0, 1, 2, 3, 4] as const).map((i) => [String(i + 1), ({ worst }: Counts) => String(worst[i])] as const),
        [say('severe'), ({ severe }, people) => share(severe, people)],
        [say('serious'), ({ serious }, people) => share(serious, people)],
        [say('related'), ({ related }, people) => share(related, people)],
      ]
  return {
    heads: table.groups.map(({ title, participants: count }) => ({
      title: say('ofGroup', { title: title ? textIn(title, language) : say('everyone'), count }),
      columns: measures.length,
    })),
    columns: [say('event'), ...table.groups.flatMap(() => measures.map(([title]) => title))],
    rows: table.rows.map(({ kind, systemOrganClass, term, counts }) => ({
      key: `${kind} ${systemOrganClass ?? ''} ${term ?? ''}`,
      level: kind,
      cells: [
        kind === 'all'
          ? say('allEvents')
          : kind === 'class'
            ? (systemOrganClass ?? say('noClass'))
            : term || say('unnamed'),
        ...counts.flatMap((one, i) => measures.map(([, of]) => of(one, table.groups[i]?.participants ?? 0))),
      ],
    })),
  }
}

/** The worst grade of each term, participant by participant; the arm only where it may be known. */
export function sheetOfPeople(
  worst: readonly WorstOfTerm[],
  arms: ReadonlyMap<string, LocalText> | undefined,
  say: Say,
  language: UiLanguage,
): Sheet {
  const armOf = (arm: string | undefined): readonly string[] => {
    if (!arms) return []
    const title = arm === undefined ? undefined : arms.get(arm)
    return [title ? textIn(title, language) : '']
  }
  return {
    heads: [],
    columns: [
      say('participant'),
      ...(arms ? [say('armOf')] : []),
      ...[say('class'), say('event'), say('worst'), say('events'), say('serious'), say('related')],
    ],
    rows: worst.map(({ code, arm, systemOrganClass, term, grade, events, serious, related }) => ({
      key: `${code} ${term}`,
      level: 'term',
      cells: [
        code,
        ...armOf(arm),
        systemOrganClass ?? say('noClass'),
        term || say('unnamed'),
        grade?.toString() ?? '',
        String(events),
        serious ? say('yes') : '',
        related ? say('yes') : '',
      ],
    })),
  }
}

/** What a spreadsheet gets: every column says which group it is of. */
export const columnsOf = ({ heads, columns }: Sheet): readonly string[] => {
  if (heads.length === 0) return columns
  const [first = '', ...rest] = columns
  const groups = heads.flatMap(({ title, columns: count }) => Array.from({ length: count }, () => title))
  return [first, ...rest.map((column, i) => `${groups[i] ?? ''}: ${column}`)]
}
