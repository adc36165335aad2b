import { studyOf } from '../casebook/versions'
import { type NoIndexHere, indexOfProfile } from '../clinical/quality-of-life/index-of-profile'
import { nameOfSet } from '../clinical/quality-of-life/value-set-document'
import type { Computed } from '../clinical/trace'
import type { Decimal } from '../quantity/decimal'
import { isProfile } from '../study/eq5d-profile'
import { steps } from '../casebook/path'
import { type ExportHead, codeOf } from './source'
import type { TablePlan } from './table-plan'

/**
 * The index of each profile, or why there is none: derived from what was answered and the set of values that the study
 * names, nothing that anybody entered. A study that names no set has no such table.
 */
export function eq5dTable(source: ExportHead): TablePlan {
  const { id } = source.study.version.study
  return {
    name: 'eq5d_index',
    columns: [
      ...['STUDYID', 'SITEID', 'SUBJID', 'EVENT', 'EVENTID', 'FORM', 'FORMID', 'PROFILE', 'INDEX'],
      ...['DERIVED', 'NOTDONE', 'VALUESET', 'VALUESETVERSION', 'VALUESETSHA256'],
    ],
    rowsOf({ subject: { site, casebook }, forms }) {
      const named = studyOf(source.study, casebook).version.questionnaires?.eq5dValueSet?.value
      if (named === undefined) return []
      const here = source.eq5dSets?.find(({ set }) => nameOfSet(set) === named)
      return [...forms.values()].flat().flatMap(({ state, groups }) =>
        groups
          .flatMap(({ rows }) => rows.flatMap(({ items }) => items))
          .filter(({ def }) => isProfile(def))
          .map(({ entry }) => {
            const profile = entry?.state === 'value' ? entry.text : undefined
            const index = indexOfProfile(profile, { named, set: here?.set })
            const [event, form] = steps(state.path)
            const place = [event?.oid, event?.repeat, form?.oid, form?.repeat].map((cell) => cell ?? '')
            return [
              ...[id, site, codeOf(casebook), ...place],
              ...[profile ?? '', ...said(index), named, here?.set.version ?? '', here?.document ?? ''],
            ]
          }),
      )
    },
  }
}

const said = (index: Computed<Decimal, NoIndexHere>): readonly string[] =>
  index.ok ? [index.value.toFixed(3), 'Y', ''] : ['', 'Y', index.refusal.reason]
