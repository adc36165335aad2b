import { calculated, code, date, decimal, defineForm, integer, type Text, text } from '../define'
import { afterConsent } from './after-consent'
import { changeReasons, dailyFrequencies, doseChanges, everolimusAgent, tabletAgents } from './treatment-lists'

interface Tablets {
  readonly oid: 'EXEV' | 'EXTKI'
  readonly title: Text
  readonly drugs: typeof everolimusAgent
  /** Daily doses that there are, mg; 0 while it is interrupted. */
  readonly doses: Readonly<Record<string, readonly string[]>>
}

/**
 * One period in which the daily dose stays the same. Periods follow each other without a gap: an interruption is a period
 * with dose 0.
 */
const tabletPeriods = ({ oid, title, drugs, doses }: Tablets) => {
  const usual = Object.entries(doses)
    .map(([drug, mg]) => `(ECTRT == "${drug}" && ECDOSE in [${mg.map((dose) => `decimal("${dose}")`).join(', ')}])`)
    .join(' || ')
  const [ECTRT, [full = '', lower = '']] = Object.entries(doses)[0] ?? ['', []]
  const other = `d.ECTRT == ECTRT && given(d.ECSTDAT)`
  const previous = {
    [`${oid}.ECTRT`]: ECTRT,
    [`${oid}.ECSTDAT`]: '2026-01-01',
    [`${oid}.ECENDAT`]: '2026-01-31',
    ECTRT,
  }
  return defineForm({
    oid,
    title,
    repeating: true,
    nameItem: 'ECSTDAT',
    columns: ['ECSTDAT', 'ECENDAT', 'ECTRT', 'ECDOSE', 'ECDOSFRQ', 'ECADJ', 'ECADJRS', 'ECAELINK', 'ECCOMPL'],
    groups: {
      PERIOD: {
        title: { en: 'Period', fr: 'Période', sv: 'Period' },
        items: {
          ECTRT: code({
            label: { en: 'Drug', fr: 'Médicament', sv: 'Läkemedel' },
            codeList: drugs,
            display: 'radio',
            required: true,
          }),
          ECSTDAT: date({ label: { en: 'From', fr: 'Du', sv: 'Från' }, required: true }),
          ECENDAT: date({
            label: { en: 'To', fr: 'Au', sv: 'Till' },
            help: {
              en: 'Leave empty while it goes on.',
              fr: 'Laisser vide tant qu’elle dure.',
              sv: 'Lämna tomt medan den pågår.',
            },
          }),
          ECDOSE: decimal({
            label: { en: 'Daily dose', fr: 'Dose par jour', sv: 'Dygnsdos' },
            unit: 'mg',
            hard: ['0', oid === 'EXEV' ? '20' : '100'],
            required: true,
          }),
          ECDOSFRQ: code({
            label: { en: 'How often', fr: 'Fréquence', sv: 'Hur ofta' },
            codeList: dailyFrequencies,
            display: 'radio',
            required: 'ECDOSE > 0',
          }),
          ECADJ: code({
            label: { en: 'Change from before', fr: 'Changement', sv: 'Ändring från tidigare' },
            codeList: doseChanges,
            display: 'select',
            required: true,
          }),
          ECADJRS: code({
            label: { en: 'Reason', fr: 'Raison', sv: 'Skäl' },
            codeList: changeReasons,
            display: 'select',
            when: 'ECADJ != "NONE"',
            required: true,
          }),
          ECAELINK: text({
            label: { en: 'Adverse event', fr: 'Événement indésirable', sv: 'Oönskad händelse' },
            link: { forms: ['AE'] },
            when: 'ECADJRS == "ADVERSE_EVENT"',
            required: true,
          }),
        },
      },
      TABLETS: {
        title: { en: 'Tablets', fr: 'Comprimés', sv: 'Tabletter' },
        repeating: true,
        items: {
          DASTREN: decimal({
            label: { en: 'Strength', fr: 'Dosage', sv: 'Styrka' },
            unit: 'mg',
            hard: ['0.5', '100'],
            required: true,
          }),
          DADISP: integer({
            label: { en: 'Handed out', fr: 'Remis', sv: 'Utlämnade' },
            hard: ['0', '500'],
            required: true,
          }),
          DARET: integer({
            label: { en: 'Brought back', fr: 'Rendus', sv: 'Återlämnade' },
            hard: ['0', '500'],
            required: true,
            missing: true,
          }),
        },
      },
      TAKEN: {
        title: { en: 'Compliance', fr: 'Observance', sv: 'Följsamhet' },
        items: {
          ECCOMPL: calculated({
            label: { en: 'Taken of what was planned', fr: 'Pris sur prévu', sv: 'Taget av det planerade' },
            // Both days of a period count.
            expression:
              'sum(TABLETS.map(t, (t.DADISP - t.DARET) * t.DASTREN)) * 100 / (ECDOSE * (daysBetween(ECSTDAT, ECENDAT) + 1))',
            result: 'decimal',
            unit: '%',
            decimals: 0,
          }),
        },
      },
    },
    checks: [
      afterConsent('ECSTDAT'),
      {
        id: `${oid}-01`,
        severity: 'H',
        items: ['ECENDAT', 'ECSTDAT'],
        holds: 'ECSTDAT <= ECENDAT',
        message: {
          en: 'The period ends before it starts.',
          fr: 'La période finit avant de commencer.',
          sv: 'Perioden slutar innan den börjar.',
        },
        cases: {
          holds: { ECSTDAT: '2026-02-01', ECENDAT: '2026-02-28' },
          boundary: { ECSTDAT: '2026-02-01', ECENDAT: '2026-02-01' },
          fails: { ECSTDAT: '2026-02-01', ECENDAT: '2026-01-31' },
        },
      },
      {
        id: `${oid}-02`,
        severity: 'H',
        items: ['ECSTDAT'],
        holds: `every.${oid}.all(d, !(${other} && d.ECSTDAT < ECSTDAT) || (given(d.ECENDAT) && d.ECENDAT < ECSTDAT))`,
        message: {
          en: 'It begins before the period before it ends.',
          fr: 'Elle commence avant la fin de la précédente.',
          sv: 'Den börjar innan perioden före slutar.',
        },
        cases: {
          holds: { ...previous, ECSTDAT: '2026-03-01' },
          boundary: { ...previous, ECSTDAT: '2026-02-01' },
          fails: { ...previous, ECSTDAT: '2026-01-31' },
        },
      },
      {
        id: `${oid}-03`,
        severity: 'H',
        items: ['ECSTDAT'],
        holds: [
          `!every.${oid}.exists(d, ${other} && d.ECSTDAT < ECSTDAT)`,
          `every.${oid}.exists(d, ${other} && d.ECSTDAT < ECSTDAT && (!given(d.ECENDAT) || addDays(ECSTDAT, -1) <= d.ECENDAT))`,
        ].join(' || '),
        message: {
          en: 'There is a gap after the period before. An interruption is a period with dose 0.',
          fr: 'Il y a un trou après la période précédente. Une interruption est une période à dose 0.',
          sv: 'Det finns ett glapp efter perioden före. Ett avbrott är en period med dos 0.',
        },
        cases: {
          holds: { ECTRT, ECSTDAT: '2026-02-01' },
          boundary: { ...previous, ECSTDAT: '2026-02-01' },
          fails: { ...previous, ECSTDAT: '2026-02-02' },
        },
      },
      {
        id: `${oid}-04`,
        severity: 'S',
        items: ['ECDOSE', 'ECTRT'],
        holds: usual,
        message: {
          en: 'Not a usual daily dose of this drug.',
          fr: 'Dose quotidienne inhabituelle de ce médicament.',
          sv: 'Ingen vanlig dygnsdos av läkemedlet.',
        },
        cases: { holds: { ECTRT, ECDOSE: full }, boundary: { ECTRT, ECDOSE: '0' }, fails: { ECTRT, ECDOSE: '7' } },
      },
      {
        id: `${oid}-05`,
        severity: 'S',
        items: ['ECADJ'],
        holds: `ECADJ != "INCREASED" || !every.${oid}.exists(d, ${other} && d.ECSTDAT < ECSTDAT && d.ECADJ == "REDUCED" && d.ECADJRS == "ADVERSE_EVENT")`,
        message: {
          en: 'Increased after it was reduced for an adverse event.',
          fr: 'Augmentée après une réduction pour événement indésirable.',
          sv: 'Höjd efter att den reducerats för en oönskad händelse.',
        },
        cases: {
          holds: { ...previous, ECSTDAT: '2026-02-01', ECADJ: 'INCREASED', [`${oid}.ECADJ`]: 'NONE' },
          boundary: {
            ...{ ...previous, ECSTDAT: '2026-02-01', ECADJ: 'RESUMED', [`${oid}.ECADJ`]: 'REDUCED' },
            [`${oid}.ECADJRS`]: 'ADVERSE_EVENT',
          },
          fails: {
            ...{ ...previous, ECSTDAT: '2026-02-01', ECADJ: 'INCREASED', [`${oid}.ECADJ`]: 'REDUCED' },
            [`${oid}.ECADJRS`]: 'ADVERSE_EVENT',
          },
        },
      },
      {
        id: `${oid}-06`,
        severity: 'S',
        items: ['ECADJ', 'ECDOSE'],
        holds: 'ECADJ == "INTERRUPTED" || ECADJ == "STOPPED" ? ECDOSE == 0 : ECDOSE > 0',
        message: {
          en: 'The dose is 0 exactly while the drug is interrupted or stopped.',
          fr: 'La dose est 0 exactement pendant une interruption ou un arrêt.',
          sv: 'Dosen är 0 just när läkemedlet är avbrutet eller utsatt.',
        },
        cases: {
          holds: { ECADJ: 'REDUCED', ECDOSE: lower },
          boundary: { ECADJ: 'INTERRUPTED', ECDOSE: '0' },
          fails: { ECADJ: 'INTERRUPTED', ECDOSE: lower },
        },
      },
      {
        id: `${oid}-07`,
        severity: 'S',
        items: ['ECCOMPL'],
        holds: '!given(ECENDAT) || ECDOSE == 0 || (80 <= ECCOMPL && ECCOMPL <= 120)',
        message: {
          en: 'Less than 80 % or more than 120 % was taken.',
          fr: 'Moins de 80 % ou plus de 120 % a été pris.',
          sv: 'Mindre än 80 % eller mer än 120 % togs.',
        },
        // Rows cannot be part of a case; none handed out is nothing taken.
        cases: {
          holds: { ECSTDAT: '2026-02-01', ECDOSE: full },
          boundary: { ECSTDAT: '2026-02-01', ECENDAT: '2026-02-28', ECDOSE: '0' },
          fails: { ECSTDAT: '2026-02-01', ECENDAT: '2026-02-28', ECDOSE: full },
        },
      },
    ],
  })
}

/** EXEV: everolimus. */
export const everolimusPeriod = tabletPeriods({
  oid: 'EXEV',
  title: { en: 'Everolimus', fr: 'Évérolimus', sv: 'Everolimus' },
  drugs: everolimusAgent,
  doses: { EVEROLIMUS: ['10', '7.5', '5', '2.5', '0'] },
})

/** EXTKI: sunitinib or cabozantinib. */
export const kinaseInhibitorPeriod = tabletPeriods({
  oid: 'EXTKI',
  title: { en: 'Sunitinib or cabozantinib', fr: 'Sunitinib ou cabozantinib', sv: 'Sunitinib eller cabozantinib' },
  drugs: tabletAgents,
  doses: { SUNITINIB: ['37.5', '25', '12.5', '0'], CABOZANTINIB: ['60', '40', '20', '0'] },
})
