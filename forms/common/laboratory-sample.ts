import { laboratories, yesOrNo } from '../code-lists'
import { code, codeList, date, type Item, type Text, text, time } from '../define'
import { afterConsentUnlessCare, standardOfCare } from './standard-of-care'
import { yesNo } from './yes-no'

/** What every laboratory form says of its sample. */
export const sample = {
  LBDAT: date({ label: { en: 'Sample date', fr: 'Date du prélèvement', sv: 'Provtagningsdatum' }, required: true }),
  LBTIM: time({ label: { en: 'Sample time', fr: 'Heure du prélèvement', sv: 'Provtagningstid' } }),
  LBLAB: code({
    label: { en: 'Laboratory', fr: 'Laboratoire', sv: 'Laboratorium' },
    codeList: laboratories,
    display: 'radio',
    required: true,
  }),
  LBREFID: text({
    label: { en: 'Accession number', fr: 'Numéro d’analyse', sv: 'Provnummer' },
    help: {
      en: 'The laboratory’s number of the sample, never a hospital number.',
      fr: 'Le numéro de l’échantillon au laboratoire, jamais un numéro d’hôpital.',
      sv: 'Laboratoriets nummer på provet, aldrig ett personnummer eller sjukhusnummer.',
    },
    maxLength: 40,
  }),
  LBSOC: standardOfCare('LBDAT'),
}

/** What finds the reference range that a laboratory had for the participant on the day of the sample. */
export const reference = { laboratory: 'LBLAB', sampled: 'LBDAT', sex: 'DM.SEX', age: 'years(DM.BRTHDAT, LBDAT)' }

/** Whether the sample was taken fasting, asked where a result needs it to be read. */
export const fasting = (needed: string) =>
  code({
    label: { en: 'Fasting', fr: 'À jeun', sv: 'Fastande' },
    help: {
      en: 'Needed to read the result.',
      fr: 'Nécessaire pour interpréter le résultat.',
      sv: 'Behövs för att tolka resultatet.',
    },
    codeList: yesOrNo,
    display: 'radio',
    required: needed,
    missing: true,
  })

type Results = Readonly<Record<string, Item & { readonly label: Text }>>

/** Results outside the limits that an investigator has weighed, a row each. */
export const abnormal = (form: string, results: Results) => ({
  title: { en: 'Results that matter', fr: 'Résultats significatifs', sv: 'Resultat av betydelse' },
  repeating: true,
  items: {
    LBTESTCD: code({
      label: { en: 'Result', fr: 'Résultat', sv: 'Resultat' },
      codeList: codeList(
        `${form}TESTCD`,
        Object.fromEntries(Object.entries(results).map(([oid, { label }]) => [oid, label])),
      ),
      display: 'search',
      required: true,
    }),
    LBCLSIG: yesNo({ en: 'Clinically significant', fr: 'Cliniquement significatif', sv: 'Kliniskt betydelsefulla' }),
    LBAELINK: text({
      label: {
        en: 'Adverse event or illness it belongs to',
        fr: 'Événement ou affection concernés',
        sv: 'Oönskad händelse eller sjukdom det hör till',
      },
      link: { forms: ['AE', 'MH'] },
      when: 'LBCLSIG == "Y"',
    }),
  },
})

/** What is asked of each sample with results: consent first, events named. */
const sampleChecks = [
  afterConsentUnlessCare('LBDAT', 'LBSOC'),
  {
    id: 'LB-LINK',
    severity: 'S' as const,
    items: ['LBAELINK', 'LBCLSIG'] as const,
    holds: 'LBCLSIG == "N" || given(LBAELINK)',
    message: {
      en: 'Clinically significant, but no adverse event or illness is named.',
      fr: 'Cliniquement significatif, mais aucun événement ni affection n’est nommé.',
      sv: 'Kliniskt betydelsefullt, men ingen oönskad händelse eller sjukdom är angiven.',
    },
    cases: {
      holds: { LBCLSIG: 'Y', LBAELINK: 'LOG/AE' },
      boundary: { LBCLSIG: 'N' },
      fails: { LBCLSIG: 'Y' },
    },
  },
]

/** X040 of one form: a number that the laboratory gave one sample never comes back with another date. */
const accessionCheck = (form: string) => ({
  id: 'X040',
  severity: 'S' as const,
  items: ['LBREFID', 'LBDAT'] as const,
  holds: `every.${form}.all(other, !given(other.LBREFID) || other.LBREFID != LBREFID || other.LBLAB != LBLAB || other.LBDAT == LBDAT)`,
  message: {
    en: 'Another sample has this accession number and another date.',
    fr: 'Un autre prélèvement porte ce numéro d’analyse et une autre date.',
    sv: 'Ett annat prov har detta provnummer och ett annat datum.',
  },
  cases: {
    holds: accession(form, 'A-17', '2026-02-01'),
    boundary: accession(form, 'A-18', '2026-03-01'),
    fails: accession(form, 'A-18', '2026-02-01'),
  },
})

const accession = (form: string, number: string, day: string) => ({
  LBREFID: 'A-18',
  LBLAB: 'LOCAL',
  LBDAT: '2026-03-01',
  [`${form}.LBREFID`]: number,
  [`${form}.LBLAB`]: 'LOCAL',
  [`${form}.LBDAT`]: day,
})

/**
 * X042: a result more than five times the last one, or less than a fifth of it, may stand in the wrong unit. One check a
 * result, named after it.
 */
const unitChecks = <Key extends string>(form: string, results: Readonly<Record<Key, Item>>) =>
  keysOf(results).map((oid) => ({
    id: `X042-${oid}`,
    severity: 'S' as const,
    items: [oid] as const,
    holds: `${oid} <= 5 * earlier.${oid} && 5 * ${oid} >= earlier.${oid}`,
    message: {
      en: 'More than five times the last result, or less than a fifth of it. Is the unit right?',
      fr: 'Plus de cinq fois le dernier résultat, ou moins d’un cinquième. L’unité est-elle correcte ?',
      sv: 'Mer än fem gånger det förra resultatet, eller mindre än en femtedel. Är enheten rätt?',
    },
    cases: {
      holds: { [`${form}.${oid}`]: '50', [oid]: '60' },
      boundary: { [`${form}.${oid}`]: '50', [oid]: '250' },
      fails: { [`${form}.${oid}`]: '50', [oid]: '9.9' },
    },
  }))

/** Days in which an event is entered, and within which it begins. */
const EVENT_WITHIN = 7

const sameTerm = 'a.AECTC == g.TERM && given(a.AESTDAT)'

/** X021: a result of grade 3 or more has an adverse event of its term, graded no lower. `severe` is one of grade 3. */
export const eventChecks = (term: string, severe: Readonly<Record<string, string>>) => {
  const ongoing = { 'AE.AECTC': term, 'AE.AETOXGR': '3' }
  const sampled = { ...severe, LBDAT: '2026-03-10', today: '2026-03-18' }
  return [
    {
      id: 'X021',
      severity: 'S' as const,
      items: ['LBDAT'] as const,
      holds: [
        `daysBetween(LBDAT, today) <= ${EVENT_WITHIN}`,
        `graded.all(g, g.GRADE < 3 || every.AE.exists(a, given(a.AECTC) && ${sameTerm} && ` +
          `a.AESTDAT <= addDays(LBDAT, ${EVENT_WITHIN}) && ` +
          `(!given(a.AEENDAT) || addDays(LBDAT, -${EVENT_WITHIN}) <= a.AEENDAT)))`,
      ].join(' || '),
      message: {
        en: 'A result of grade 3 or more, and no adverse event of it within 7 days.',
        fr: 'Un résultat de grade 3 ou plus, sans événement indésirable dans les 7 jours.',
        sv: 'Ett resultat av grad 3 eller mer, och ingen oönskad händelse av det inom 7 dagar.',
      },
      cases: {
        holds: { ...sampled, ...ongoing, 'AE.AESTDAT': '2026-03-10' },
        boundary: { ...sampled, ...ongoing, 'AE.AESTDAT': '2026-03-17' },
        fails: { ...sampled, ...ongoing, 'AE.AESTDAT': '2026-03-18' },
      },
    },
    {
      id: 'X021-GRADE',
      severity: 'S' as const,
      items: ['LBDAT'] as const,
      holds:
        // Results are graded only where some event was going on.
        '!every.AE.exists(a, given(a.AESTDAT) && a.AESTDAT <= LBDAT && (!given(a.AEENDAT) || LBDAT <= a.AEENDAT)) || ' +
        `graded.all(g, !every.AE.exists(a, given(a.AECTC) && given(a.AETOXGR) && ${sameTerm} && a.AESTDAT <= LBDAT && ` +
        '(!given(a.AEENDAT) || LBDAT <= a.AEENDAT) && decimal(a.AETOXGR) < g.GRADE))',
      message: {
        en: 'A result of a higher grade than the adverse event that was going on.',
        fr: 'Un résultat d’un grade plus élevé que l’événement indésirable en cours.',
        sv: 'Ett resultat av högre grad än den oönskade händelse som pågick.',
      },
      cases: {
        holds: { ...sampled, ...ongoing, 'AE.AESTDAT': '2026-03-11', 'AE.AETOXGR': '2' },
        boundary: { ...sampled, ...ongoing, 'AE.AESTDAT': '2026-03-10' },
        fails: { ...sampled, ...ongoing, 'AE.AESTDAT': '2026-03-10', 'AE.AETOXGR': '2' },
      },
    },
  ]
}

/** The checks that every panel of results has. */
export const panelChecks = <Key extends string>(form: string, results: Readonly<Record<Key, Item>>) => [
  ...sampleChecks,
  accessionCheck(form),
  ...unitChecks(form, results),
]

function keysOf<Key extends string>(results: Readonly<Record<Key, unknown>>): Key[] {
  const keys: Key[] = []
  for (const key in results) keys.push(key)
  return keys
}
