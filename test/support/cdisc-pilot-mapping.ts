/** How columns of the CDISC pilot's SDTM files become items of `cdisc-pilot-study.ts`: data, to be read and counted. */

export type Domain = 'DM' | 'VS' | 'LB' | 'AE' | 'CM'

export interface ColumnMap {
  readonly column: string
  readonly item: string
  /** Source word to code, where they differ. */
  readonly codes?: Readonly<Record<string, string>>
  readonly unitColumn?: string
  /** The half of a date-time that this item takes. */
  readonly part?: 'date' | 'time'
}

const outcome = { 'RECOVERED/RESOLVED': 'RECOVERED', 'NOT RECOVERED/NOT RESOLVED': 'NOT_RECOVERED', FATAL: 'FATAL' }

/** Domains whose row is one form, a column an item. */
export const columnwise = {
  DM: {
    event: 'SCR1',
    columns: [
      { column: 'BRTHDTC', item: 'BRTHDAT' },
      { column: 'AGE', item: 'AGE', unitColumn: 'AGEU' },
      { column: 'SEX', item: 'SEX' },
      {
        column: 'RACE',
        item: 'RACE',
        codes: {
          'AMERICAN INDIAN OR ALASKA NATIVE': 'AMERICAN_INDIAN',
          ASIAN: 'ASIAN',
          'BLACK OR AFRICAN AMERICAN': 'BLACK',
          WHITE: 'WHITE',
        },
      },
      {
        column: 'ETHNIC',
        item: 'ETHNIC',
        codes: { 'HISPANIC OR LATINO': 'HISPANIC', 'NOT HISPANIC OR LATINO': 'NOT_HISPANIC' },
      },
    ],
  },
  AE: {
    event: 'LOG',
    columns: [
      { column: 'AETERM', item: 'AETERM' },
      { column: 'AESEV', item: 'AESEV' },
      { column: 'AESTDTC', item: 'AESTDAT' },
      { column: 'AEENDTC', item: 'AEENDAT' },
      { column: 'AEREL', item: 'AEREL' },
      { column: 'AEOUT', item: 'AEOUT', codes: outcome },
      { column: 'AESER', item: 'AESER' },
    ],
  },
  CM: {
    event: 'LOG',
    columns: [
      { column: 'CMTRT', item: 'CMTRT' },
      { column: 'CMINDC', item: 'CMINDC' },
      { column: 'CMDOSE', item: 'CMDOSE' },
      { column: 'CMDOSU', item: 'CMDOSU', codes: { '%': 'PERCENT', '% (v/v)': 'PERCENT_VV' } },
      { column: 'CMDOSFRQ', item: 'CMDOSFRQ' },
      { column: 'CMROUTE', item: 'CMROUTE' },
      { column: 'CMSTDTC', item: 'CMSTDAT' },
      { column: 'CMENDTC', item: 'CMENDAT' },
      { column: 'CMENRTPT', item: 'CMONGO', codes: { ONGOING: 'Y' } },
    ],
  },
} as const satisfies Record<string, { event: string; columns: readonly ColumnMap[] }>

/** Columns of a domain that say which row it is and where it belongs. */
export const keyColumns: Readonly<Record<Domain, readonly string[]>> = {
  DM: ['USUBJID'],
  AE: ['USUBJID', 'AESEQ'],
  CM: ['USUBJID', 'CMSEQ'],
  VS: ['USUBJID', 'VSSEQ', 'VISIT', 'VSTESTCD'],
  LB: ['USUBJID', 'LBSEQ', 'VISIT', 'LBTESTCD', 'LBCAT'],
}

/** Domains whose row is one test: the test is the item, its result the value. */
export const testwise = {
  VS: {
    tests: ['HEIGHT', 'WEIGHT', 'TEMP', 'SYSBP', 'DIABP', 'PULSE'],
    result: { column: 'VSORRES', unitColumn: 'VSORRESU' },
  },
  LB: {
    tests: ['HGB', 'HCT', 'RBC', 'MCV', 'MCH', 'MCHC', 'WBC', 'LYM', 'MONO', 'EOS', 'BASO', 'PLAT'],
    result: { column: 'LBORRES', unitColumn: 'LBORRESU' },
  },
} as const

export const visitDate: ColumnMap = { column: 'VSDTC', item: 'SVSTDTC', part: 'date' }
export const sampleTime: readonly ColumnMap[] = [
  { column: 'LBDTC', item: 'LBDAT', part: 'date' },
  { column: 'LBDTC', item: 'LBTIM', part: 'time' },
]
/** A reading's row is its time point, which also says whether the participant lay or stood. */
export const timePoint: ColumnMap = {
  column: 'VSTPT',
  item: 'VSTPT',
  codes: {
    'AFTER LYING DOWN FOR 5 MINUTES': 'LYING_5MIN',
    'AFTER STANDING FOR 1 MINUTE': 'STANDING_1MIN',
    'AFTER STANDING FOR 3 MINUTES': 'STANDING_3MIN',
  },
}

/** The source's unit word to ours, where they differ. */
export const units: Readonly<Record<string, string>> = {
  IN: 'in',
  LB: 'lb',
  F: '°F',
  C: '°C',
  YEARS: 'years',
  'BEATS/MIN': '/min',
  'THOU/uL': '10^3/uL',
  'MILL/uL': '10^6/uL',
}

/** Every column that is carried or says where a value belongs, by domain. */
export const carriedColumns = (domain: Domain): ReadonlySet<string> => {
  const of = ({ column, unitColumn }: ColumnMap) => (unitColumn === undefined ? [column] : [column, unitColumn])
  switch (domain) {
    case 'VS':
      return new Set([
        ...keyColumns.VS,
        ...[testwise.VS.result, visitDate, timePoint].flatMap((map) => of({ item: '', ...map })),
      ])
    case 'LB':
      return new Set([...keyColumns.LB, 'LBORRES', 'LBORRESU', ...sampleTime.flatMap(of)])
    case 'DM':
    case 'AE':
    case 'CM':
      return new Set([...keyColumns[domain], ...columnwise[domain].columns.flatMap(of)])
  }
}
