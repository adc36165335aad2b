import type { LaboratoryResult, RangeFault } from '#shared/reference/range-faults'
import type { RangeOfLaboratoryDef } from '#shared/study/limits-definition'
import { showUnit } from '#shared/study/show-entry'
import type { Say, UiLanguage } from '../../ui/language'
import type { Column } from '../../ui/table'
import styles from './ranges.module.css'
import type { rangesTexts } from './texts'
import { ageText, analyteText, laboratoryText, limitText, validText } from './words'

/** A range with its place in the table. */
export interface Row {
  readonly at: number
  readonly range: RangeOfLaboratoryDef
  readonly fault: RangeFault | undefined
}

interface ColumnsOf {
  readonly results: ReadonlyMap<string, LaboratoryResult>
  readonly say: Say<keyof typeof rangesTexts.en>
  readonly language: UiLanguage
  /** Left out where nothing is wrong: then there is no column for it. */
  readonly whyText: ((fault: RangeFault) => string) | undefined
}

export function columnsOf({ results, say, language, whyText }: ColumnsOf): readonly Column<Row>[] {
  // What is not right gets the room that is left.
  const named = whyText && { laboratory: { width: 150 }, analyte: { width: 170 } }
  return [
    {
      id: 'laboratory',
      title: say('laboratory'),
      ...named?.laboratory,
      cell: ({ range }) => laboratoryText(results, range, language),
    },
    {
      id: 'analyte',
      title: say('analyte'),
      ...named?.analyte,
      cell: ({ range }) => <span className="medium">{analyteText(results, range.item, language)}</span>,
    },
    { id: 'lln', title: say('lln'), width: 92, align: 'right', cell: ({ range }) => limitText(range.low, language) },
    { id: 'uln', title: say('uln'), width: 92, align: 'right', cell: ({ range }) => limitText(range.high, language) },
    { id: 'unit', title: say('unit'), width: 96, cell: ({ range }) => showUnit(range.unit) },
    { id: 'sex', title: say('sex'), width: 88, cell: ({ range }) => say(`sex.${range.sex ?? 'both'}`) },
    { id: 'age', title: say('age'), width: 104, cell: ({ range }) => ageText(range, say) },
    { id: 'valid', title: say('valid'), width: 210, cell: ({ range }) => validText(range, language, say) },
    ...(whyText
      ? [
          {
            id: 'fault',
            title: say('fault'),
            cell: ({ fault }: Row) =>
              fault && (
                <span className={styles.wrong} title={whyText(fault)}>
                  {whyText(fault)}
                </span>
              ),
          },
        ]
      : []),
  ]
}
