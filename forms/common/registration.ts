import type { CodeListDef } from '#shared/study/definition'
import { calculated, checkOf, code, codeList, date, defineForm, type Item, type Text, text, time } from '../define'

const registered = {
  id: 'REG-01',
  severity: 'H' as const,
  items: ['REGDAT'] as const,
  holds: 'ICF.DSSTDAT <= REGDAT',
  message: {
    en: 'Registered before consent.',
    fr: 'Inclusion antérieure au consentement.',
    sv: 'Registrerad före samtycke.',
  },
  cases: {
    holds: { 'ICF.DSSTDAT': '2026-01-12', REGDAT: '2026-01-20' },
    boundary: { 'ICF.DSSTDAT': '2026-01-12', REGDAT: '2026-01-12' },
    fails: { 'ICF.DSSTDAT': '2026-01-12', REGDAT: '2026-01-11' },
  },
}

/** REG: the participant is registered, in trials that do so before the arm is drawn. */
export const registration = defineForm({
  oid: 'REG',
  title: { en: 'Registration', fr: 'Inclusion', sv: 'Registrering' },
  groups: {
    REGISTRATION: {
      items: {
        REGDAT: date({
          label: { en: 'Date registered', fr: 'Date d’inclusion', sv: 'Datum för registrering' },
          required: true,
        }),
      },
    },
  },
  checks: [registered],
})

const sources = codeList('RANDSRC', {
  CENTRAL_ONLINE: { en: 'Central, online', fr: 'Centrale, en ligne', sv: 'Centralt, online' },
  OTHER: { en: 'Other', fr: 'Autre', sv: 'Annat' },
})

interface Randomisation {
  /** The arms, as a code list `ARMCD`. */
  readonly arms: CodeListDef
  /** Parts of an arm that follow from the data, with the CEL that says which. */
  readonly subArm?: string
  /** What the draw is stratified by: at most three, in the order of `STRAT1` to `STRAT3`; the site has no code list. */
  readonly strata: readonly { readonly label: Text; readonly codeList?: CodeListDef }[]
  /** What must have happened before, besides consent and eligibility. */
  readonly after?: readonly ReturnType<typeof checkOf<'RANDDAT'>>[]
  /** Days after randomisation by which the first dose is given. */
  readonly firstDoseWithin?: number
}

type Stratum = `STRAT${number}`

/** Strata are confirmed by a person against the data before the draw, and stay as they were. */
const stratumItems = (strata: Randomisation['strata']): Readonly<Record<Stratum, Item>> =>
  Object.fromEntries(
    strata.map(({ label, codeList: list }, i) => [
      `STRAT${i + 1}`,
      list
        ? code({ label, codeList: list, display: 'radio', required: true })
        : text({ label, maxLength: 64, required: true }),
    ]),
  )

const twoDoses = { 'EXLU.ECSTDTM': '2026-01-06T10:00:00+01:00 || 2026-03-03T10:00:00+01:00' }

/** X037: randomised after two doses and a scan that shows what came of them. */
export const afterResponse = checkOf({
  id: 'X037',
  severity: 'H',
  items: ['RANDDAT'],
  holds: [
    'size(every.EXLU.filter(d, given(d.ECSTDTM) && dayOf(d.ECSTDTM) <= RANDDAT)) >= 2',
    'every.RSOV.exists(r, given(r.OVRLRESP_INV) && given(r.RSDAT) && r.RSDAT <= RANDDAT && ' +
      'every.EXLU.filter(d, given(d.ECSTDTM) && dayOf(d.ECSTDTM) <= r.RSDAT).size() >= 2)',
  ].join(' && '),
  message: {
    en: 'Randomised before two doses and the scan after them.',
    fr: 'Randomisé avant deux doses et l’imagerie qui les suit.',
    sv: 'Randomiserad före två doser och undersökningen efter dem.',
  },
  cases: {
    holds: { ...twoDoses, 'RSOV.RSDAT': '2026-04-07', 'RSOV.OVRLRESP_INV': 'SD', RANDDAT: '2026-04-14' },
    boundary: { ...twoDoses, 'RSOV.RSDAT': '2026-03-03', 'RSOV.OVRLRESP_INV': 'SD', RANDDAT: '2026-03-03' },
    fails: { ...twoDoses, 'RSOV.RSDAT': '2026-03-02', 'RSOV.OVRLRESP_INV': 'SD', RANDDAT: '2026-04-14' },
  },
})

/** RAND: what came of the draw, and what it was drawn from. */
export const randomisation = ({ arms, subArm, strata, firstDoseWithin, after = [] }: Randomisation) =>
  defineForm({
    oid: 'RAND',
    title: { en: 'Randomisation', fr: 'Randomisation', sv: 'Randomisering' },
    groups: {
      STRATA: {
        title: { en: 'Strata', fr: 'Strates', sv: 'Strata' },
        items: {
          ...stratumItems(strata),
        },
      },
      ALLOCATION: {
        title: { en: 'Allocation', fr: 'Attribution', sv: 'Fördelning' },
        items: {
          RANDDAT: date({
            label: { en: 'Date randomised', fr: 'Date de randomisation', sv: 'Datum för randomisering' },
            required: true,
          }),
          RANDTIM: time({
            label: { en: 'Time randomised', fr: 'Heure de randomisation', sv: 'Tid för randomisering' },
            required: true,
          }),
          RANDNO: text({
            label: { en: 'Randomisation number', fr: 'Numéro de randomisation', sv: 'Randomiseringsnummer' },
            maxLength: 20,
            required: true,
          }),
          ARMCD: code({
            label: { en: 'Arm', fr: 'Bras', sv: 'Arm' },
            codeList: arms,
            display: 'radio',
            required: true,
          }),
          ...(subArm === undefined
            ? {}
            : {
                SUBARM: calculated({
                  label: { en: 'Part of the arm', fr: 'Sous-bras', sv: 'Del av armen' },
                  expression: subArm,
                  result: 'text',
                }),
              }),
          RANDSRC: code({
            label: { en: 'Where it was drawn', fr: 'Origine du tirage', sv: 'Var den drogs' },
            codeList: sources,
            display: 'radio',
            required: true,
          }),
          ...(firstDoseWithin === undefined
            ? {}
            : {
                FIRSTTRTBY: calculated({
                  label: { en: 'First dose at the latest', fr: 'Première dose au plus tard', sv: 'Första dos senast' },
                  expression: `addDays(RANDDAT, ${firstDoseWithin})`,
                  result: 'date',
                }),
              }),
        },
      },
    },
    checks: [
      ...after,
      {
        id: 'RAND-01',
        severity: 'D',
        deviation: 'RANDOMISATION',
        items: ['RANDSRC'],
        holds: 'RANDSRC == "CENTRAL_ONLINE"',
        message: {
          en: 'Not drawn by the central service.',
          fr: 'N’a pas été tiré par le service central.',
          sv: 'Inte dragen av den centrala tjänsten.',
        },
        cases: {
          holds: { RANDSRC: 'CENTRAL_ONLINE' },
          boundary: { RANDSRC: 'CENTRAL_ONLINE' },
          fails: { RANDSRC: 'OTHER' },
        },
      },
      {
        id: 'X002',
        severity: 'H',
        items: ['RANDDAT'],
        holds: [
          'every.IE.exists(signed, signed.IEPHASE == "RAND" && given(signed.ELIGSIGN)',
          'dayOf(signed.ELIGSIGN) <= RANDDAT && (signed.ELIGFL == "Y" || given(signed.IEWAIV)))',
        ].join(' && '),
        message: {
          en: 'Randomised without eligibility signed before, or not eligible.',
          fr: 'Randomisé sans éligibilité signée au préalable, ou non éligible.',
          sv: 'Randomiserad utan tidigare signerad inklusion, eller uppfyller inte kriterierna.',
        },
        cases: {
          holds: {
            'IE.IEPHASE': 'RAND',
            'IE.IEWAIV': 'W-01',
            'IE.ELIGSIGN': '2026-01-19T10:00+01:00',
            RANDDAT: '2026-01-20',
          },
          boundary: {
            'IE.IEPHASE': 'RAND',
            'IE.IEWAIV': 'W-01',
            'IE.ELIGSIGN': '2026-01-20T10:00+01:00',
            RANDDAT: '2026-01-20',
          },
          fails: {
            'IE.IEPHASE': 'RAND',
            'IE.IEWAIV': 'W-01',
            'IE.ELIGSIGN': '2026-01-21T10:00+01:00',
            RANDDAT: '2026-01-20',
          },
        },
      },
      {
        id: 'X001',
        severity: 'H',
        items: ['RANDDAT'],
        holds: 'ICF.DSSTDAT <= RANDDAT',
        message: {
          en: 'Randomised before consent.',
          fr: 'Randomisation antérieure au consentement.',
          sv: 'Randomiserad före samtycke.',
        },
        cases: {
          holds: { 'ICF.DSSTDAT': '2026-01-12', RANDDAT: '2026-01-20' },
          boundary: { 'ICF.DSSTDAT': '2026-01-12', RANDDAT: '2026-01-12' },
          fails: { 'ICF.DSSTDAT': '2026-01-12', RANDDAT: '2026-01-11' },
        },
      },
    ],
  })
