import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { EventPath, FormPath } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'
import { compileStudy } from '#shared/study/compile'

/** A man of the Lutathera arm of NETTER-2, one dose given, everything in order on the day of the second. */

export const netter2 = compileStudy(wholeNetter2)
const W8 = EventPath.parse('W8')
export const secondDose = { event: W8, agent: 'LU177', planned: '2026-03-02' } as const

export const typed = (text: string, unit: string): Entry => ({ state: 'value', text, unit })

/** `GROUP/ITEM` of an item. */
export function key(oid: string, item: string): string {
  const group = netter2.item(oid, item)?.group.oid
  if (group === undefined) throw new Error(`no item ${oid}.${item}`)
  return `${group}/${item}`
}

interface Told {
  readonly platelets?: string
  readonly potassium?: boolean
  /** The upper limit of normal of bilirubin came with the results. */
  readonly limit?: boolean
}

type Values = Readonly<Record<string, string | Entry>>

/** What is entered about him, form by form. */
export function beforeSecondDose(told: Told = {}): readonly (readonly [FormPath, Values])[] {
  const { platelets = '180', potassium = true, limit = true } = told
  const days = [
    ['SCR', '2025-12-31', '180'],
    ['W8', '2026-02-27', platelets],
  ] as const
  return [
    [FormPath.parse('SCR/DM'), { [key('DM', 'SEX')]: 'M', [key('DM', 'BRTHDAT')]: '1965-05-01' }],
    [FormPath.parse('RAND/RAND'), { [key('RAND', 'ARMCD')]: 'N2-L', [key('RAND', 'RANDDAT')]: '2025-12-29' }],
    [
      FormPath.parse('W0/EXLU'),
      { [key('EXLU', 'LUCOURSE')]: 'MAIN', [key('EXLU', 'ECSTDTM')]: '2026-01-05T10:00:00+01:00' },
    ],
    ...days.flatMap(([event, day, plt]): readonly (readonly [FormPath, Values])[] => [
      [FormPath.parse(`${event}/VS`), { [key('VS', 'VSDAT')]: day, [key('VS', 'WEIGHT')]: typed('78', 'kg') }],
      [
        FormPath.parse(`${event}/LBH`),
        {
          [key('LBH', 'LBDAT')]: day,
          [key('LBH', 'HGB')]: typed('120', 'g/L'),
          [key('LBH', 'WBC')]: typed('5.2', '10^9/L'),
          [key('LBH', 'ANC')]: typed('3.1', '10^9/L'),
          [key('LBH', 'PLT')]: typed(plt, '10^9/L'),
        },
      ],
      [
        FormPath.parse(`${event}/LBC`),
        {
          [key('LBC', 'LBDAT')]: day,
          [key('LBC', 'CREAT')]: typed('80', 'umol/L'),
          [key('LBC', 'BILI')]: typed('10', 'umol/L'),
          ...(limit && { [key('LBC', 'BILINRHI')]: typed('20', 'umol/L') }),
          [key('LBC', 'ALB')]: typed('40', 'g/L'),
          ...(potassium && { [key('LBC', 'K')]: typed('4.2', 'mmol/L') }),
        },
      ],
    ]),
  ]
}
