import { bsaMosteller } from '#shared/clinical/body/surface-area'
import { capecitabineIntake } from '#shared/clinical/capecitabine/intake'
import { calculated, checkOf, code, computed, date, decimal, defineForm, integer, text } from '../define'
import { afterConsent } from './after-consent'
import { capecitabineLevels, changeReasons, dailyFrequencies, dpdMethods, dpdResults } from './treatment-lists'

const dpd = (required: true | string) => ({
  DPDMETH: code({
    label: { en: 'DPD test', fr: 'Test DPD', sv: 'DPD-test' },
    codeList: dpdMethods,
    display: 'radio',
    required,
  }),
  DPDRES: code({
    label: { en: 'DPD result', fr: 'Résultat DPD', sv: 'DPD-resultat' },
    codeList: dpdResults,
    display: 'radio',
    required,
  }),
  DPDDAT: date({ label: { en: 'DPD test date', fr: 'Date du test DPD', sv: 'Datum för DPD-test' }, required }),
})

const noDeficiency = checkOf({
  id: 'DPD-01',
  severity: 'H',
  items: ['DPDRES'],
  holds: 'DPDRES != "COMPLETE"',
  message: {
    en: 'Complete DPD deficiency: capecitabine must not be given.',
    fr: 'Déficit complet en DPD : la capécitabine est contre-indiquée.',
    sv: 'Fullständig DPD-brist: capecitabin får inte ges.',
  },
  cases: { holds: { DPDRES: 'NORMAL' }, boundary: { DPDRES: 'PARTIAL' }, fails: { DPDRES: 'COMPLETE' } },
})

/** DPD: the test before capecitabine, at screening. */
export const dpdTest = defineForm({
  oid: 'DPD',
  source: 'transcribed',
  title: { en: 'DPD test', fr: 'Test DPD', sv: 'DPD-test' },
  groups: { TEST: { items: dpd(true) } },
  checks: [noDeficiency],
})

const height = { latest: 'VS.HEIGHT', dated: 'VSDAT', on: 'ECSTDAT' } as const
const weight = { latest: 'VS.WEIGHT', dated: 'VSDAT', on: 'ECSTDAT' } as const

/** 175 cm and 80 kg: 1.972 m², 1626.9 mg for one intake. */
const body = {
  'VS.VSDAT': '2026-03-04',
  'VS.HEIGHT': '175',
  'VS.WEIGHT': '80',
  ECSTDAT: '2026-03-04',
  CAPLEVEL: '100',
}
const earlier = { 'EXCAP.ECSTDAT': '2026-01-05', 'EXCAP.CAPLEVEL': '75', ECSTDAT: '2026-03-04' }

/** EXCAP: one course of capecitabine. With an arm it is for those of that arm whose FDG PET (form PETF) is positive. */
export const capecitabineCourse = (study: { readonly arm?: string } = {}) =>
  defineForm({
    oid: 'EXCAP',
    title: { en: 'Capecitabine', fr: 'Capécitabine', sv: 'Capecitabin' },
    groups: {
      COURSE: {
        title: { en: 'Course', fr: 'Cure', sv: 'Behandlingsomgång' },
        items: {
          CAPCOURSE: integer({
            label: { en: 'Course', fr: 'Cure', sv: 'Behandlingsomgång' },
            help: {
              en: 'The cycle of Lu-177 it goes with.',
              fr: 'Le cycle de Lu-177 correspondant.',
              sv: 'Den kur av Lu-177 den hör till.',
            },
            hard: ['1', '4'],
            required: true,
          }),
          ECSTDAT: date({ label: { en: 'First day', fr: 'Premier jour', sv: 'Första dagen' }, required: true }),
          ECENDAT: date({
            label: { en: 'Last day', fr: 'Dernier jour', sv: 'Sista dagen' },
            required: true,
            missing: true,
          }),
        },
      },
      DOSE: {
        title: { en: 'Dose of one intake', fr: 'Dose d’une prise', sv: 'Dos per intag' },
        items: {
          CAPLEVEL: code({
            label: { en: 'Dose level', fr: 'Niveau de dose', sv: 'Dosnivå' },
            codeList: capecitabineLevels,
            display: 'radio',
            required: true,
          }),
          BSA: computed({
            label: { en: 'Body surface area', fr: 'Surface corporelle', sv: 'Kroppsyta' },
            formula: bsaMosteller,
            given: { height_cm: height, weight_kg: weight },
            decimals: 2,
          }),
          CAPCALC: calculated({
            label: { en: 'Calculated', fr: 'Calculée', sv: 'Beräknad' },
            expression: 'BSA * 825 * decimal(CAPLEVEL) / 100',
            result: 'decimal',
            unit: 'mg',
            decimals: 1,
          }),
          CAPTAB: computed({
            label: {
              en: 'In tablets of 500 and 150 mg',
              fr: 'En comprimés de 500 et 150 mg',
              sv: 'I tabletter på 500 och 150 mg',
            },
            formula: capecitabineIntake,
            given: { height_cm: height, weight_kg: weight, level_pct: 'CAPLEVEL' },
            decimals: 0,
          }),
          ECDOSE: decimal({
            label: { en: 'Prescribed', fr: 'Prescrite', sv: 'Ordinerad' },
            unit: 'mg',
            soft: ['500', '2500'],
            hard: ['150', '4000'],
            required: true,
          }),
          ECDOSFRQ: code({
            label: { en: 'How often', fr: 'Fréquence', sv: 'Hur ofta' },
            codeList: dailyFrequencies,
            display: 'radio',
            required: true,
          }),
          TAB500: integer({
            label: { en: 'Tablets of 500 mg', fr: 'Comprimés de 500 mg', sv: 'Tabletter på 500 mg' },
            hard: ['0', '10'],
            required: true,
          }),
          TAB150: integer({
            label: { en: 'Tablets of 150 mg', fr: 'Comprimés de 150 mg', sv: 'Tabletter på 150 mg' },
            hard: ['0', '10'],
            required: true,
          }),
          TAB300: integer({
            label: { en: 'Tablets of 300 mg', fr: 'Comprimés de 300 mg', sv: 'Tabletter på 300 mg' },
            hard: ['0', '10'],
            required: true,
          }),
        },
      },
      CAPINT: {
        title: { en: 'Interruptions', fr: 'Interruptions', sv: 'Avbrott' },
        repeating: true,
        items: {
          CAPINTST: date({ label: { en: 'From', fr: 'Du', sv: 'Från' }, required: true }),
          CAPINTEN: date({ label: { en: 'To', fr: 'Au', sv: 'Till' } }),
          CAPINTRS: code({
            label: { en: 'Reason', fr: 'Raison', sv: 'Skäl' },
            codeList: changeReasons,
            display: 'select',
            required: true,
          }),
          CAPINTAE: text({
            label: { en: 'Adverse event', fr: 'Événement indésirable', sv: 'Oönskad händelse' },
            link: { forms: ['AE'] },
            when: 'CAPINTRS == "ADVERSE_EVENT"',
            required: true,
          }),
        },
      },
      TAKEN: {
        title: { en: 'Taken', fr: 'Prise', sv: 'Tagna' },
        items: {
          CAPCOMPL: decimal({
            label: { en: 'Taken of what was planned', fr: 'Pris sur prévu', sv: 'Taget av det planerade' },
            unit: '%',
            soft: ['80', '105'],
            hard: ['0', '200'],
            required: true,
            missing: true,
          }),
        },
      },
      DPDTEST: { title: { en: 'DPD test', fr: 'Test DPD', sv: 'DPD-test' }, items: dpd('CAPCOURSE == 1') },
    },
    checks: [
      afterConsent('ECSTDAT'),
      ...(study.arm === undefined
        ? []
        : [
            checkOf({
              id: 'X003',
              severity: 'H',
              items: ['CAPCOURSE'],
              holds: `RAND.ARMCD == "${study.arm}" && every.PETF.exists(p, given(p.FDGPOS) && p.FDGPOS == "Y")`,
              message: {
                en: 'Capecitabine is only for the personalised arm with a positive FDG PET.',
                fr: 'La capécitabine est réservée au bras personnalisé avec TEP au FDG positive.',
                sv: 'Capecitabin är bara för den individanpassade armen med positiv FDG-PET.',
              },
              cases: {
                holds: { CAPCOURSE: '1', 'RAND.ARMCD': study.arm, 'PETF.FDGPOS': 'Y' },
                boundary: { CAPCOURSE: '1', 'RAND.ARMCD': study.arm, 'PETF.FDGPOS': 'Y' },
                fails: { CAPCOURSE: '1', 'RAND.ARMCD': study.arm, 'PETF.FDGPOS': 'N' },
              },
            }),
          ]),
      {
        id: 'EXCAP-01',
        severity: 'S',
        items: ['ECSTDAT'],
        holds: 'ECSTDAT == dayOf(visit.EXLU.ECSTDTM)',
        message: {
          en: 'The course does not start on the day of Lu-177.',
          fr: 'La cure ne commence pas le jour du Lu-177.',
          sv: 'Behandlingsomgången börjar inte samma dag som Lu-177.',
        },
        cases: {
          holds: { ECSTDAT: '2026-03-04', 'EXLU.ECSTDTM': '2026-03-04T10:30:00+01:00' },
          boundary: { ECSTDAT: '2026-03-04', 'EXLU.ECSTDTM': '2026-03-04T23:30:00+01:00' },
          fails: { ECSTDAT: '2026-03-05', 'EXLU.ECSTDTM': '2026-03-04T10:30:00+01:00' },
        },
      },
      {
        id: 'EXCAP-02',
        severity: 'S',
        items: ['ECENDAT', 'ECSTDAT'],
        holds: 'daysBetween(ECSTDAT, ECENDAT) == 13',
        message: { en: 'A course is 14 days.', fr: 'Une cure dure 14 jours.', sv: 'En behandlingsomgång är 14 dagar.' },
        cases: {
          holds: { ECSTDAT: '2026-03-04', ECENDAT: '2026-03-17' },
          boundary: { ECSTDAT: '2026-02-16', ECENDAT: '2026-03-01' },
          fails: { ECSTDAT: '2026-03-04', ECENDAT: '2026-03-18' },
        },
      },
      {
        id: 'EXCAP-03',
        severity: 'S',
        items: ['CAPLEVEL'],
        holds:
          'every.EXCAP.all(c, !(given(c.ECSTDAT) && given(c.CAPLEVEL) && c.ECSTDAT < ECSTDAT) || decimal(CAPLEVEL) <= decimal(c.CAPLEVEL))',
        message: {
          en: 'Once reduced the dose is not raised again.',
          fr: 'Une dose réduite ne remonte plus.',
          sv: 'När dosen har reducerats höjs den inte igen.',
        },
        cases: {
          holds: { ...earlier, CAPLEVEL: '50' },
          boundary: { ...earlier, CAPLEVEL: '75' },
          fails: { ...earlier, CAPLEVEL: '100' },
        },
      },
      {
        id: 'EXCAP-04',
        severity: 'S',
        items: ['ECDOSE'],
        holds: 'abs(ECDOSE - CAPCALC) * 20 <= CAPCALC',
        message: {
          en: 'More than 5 % off the calculated dose of one intake.',
          fr: 'À plus de 5 % de la dose calculée d’une prise.',
          sv: 'Mer än 5 % ifrån den beräknade dosen per intag.',
        },
        cases: {
          holds: { ...body, ECDOSE: '1650' },
          boundary: { ...body, ECDOSE: '1708' },
          fails: { ...body, ECDOSE: '1709' },
        },
      },
      {
        id: 'EXCAP-05',
        severity: 'H',
        items: ['ECDOSE'],
        holds: 'abs(ECDOSE - CAPCALC) * 10 <= CAPCALC',
        message: {
          en: 'More than 10 % off the calculated dose of one intake. Is it per intake, and per m²?',
          fr: 'À plus de 10 % de la dose calculée d’une prise. Est-ce par prise, et par m² ?',
          sv: 'Mer än 10 % ifrån den beräknade dosen per intag. Är den per intag, och per m²?',
        },
        cases: {
          holds: { ...body, ECDOSE: '1650' },
          boundary: { ...body, ECDOSE: '1789' },
          fails: { ...body, ECDOSE: '3300' },
        },
      },
      {
        id: 'EXCAP-06',
        severity: 'H',
        items: ['TAB500', 'TAB150', 'TAB300', 'ECDOSE'],
        holds: 'TAB500 * 500 + TAB150 * 150 + TAB300 * 300 == ECDOSE',
        message: {
          en: 'The tablets do not add up to the dose.',
          fr: 'Les comprimés ne font pas la dose.',
          sv: 'Tabletterna summerar inte till dosen.',
        },
        cases: {
          holds: { TAB500: '3', TAB150: '1', TAB300: '0', ECDOSE: '1650' },
          boundary: { TAB500: '2', TAB150: '0', TAB300: '1', ECDOSE: '1300' },
          fails: { TAB500: '3', TAB150: '0', TAB300: '0', ECDOSE: '1650' },
        },
      },
      {
        id: 'EXCAP-07',
        severity: 'S',
        items: ['ECDOSFRQ'],
        holds: 'ECDOSFRQ == "BID"',
        message: {
          en: 'Capecitabine is taken twice a day.',
          fr: 'La capécitabine se prend deux fois par jour.',
          sv: 'Capecitabin tas två gånger om dagen.',
        },
        cases: { holds: { ECDOSFRQ: 'BID' }, boundary: { ECDOSFRQ: 'BID' }, fails: { ECDOSFRQ: 'QD' } },
      },
      {
        id: 'EXCAP-08',
        severity: 'H',
        items: ['CAPINTEN', 'CAPINTST'],
        holds: 'CAPINTST <= CAPINTEN',
        message: {
          en: 'The interruption ends before it starts.',
          fr: 'L’interruption finit avant de commencer.',
          sv: 'Avbrottet slutar innan det börjar.',
        },
        cases: {
          holds: { CAPINTST: '2026-03-06', CAPINTEN: '2026-03-08' },
          boundary: { CAPINTST: '2026-03-06', CAPINTEN: '2026-03-06' },
          fails: { CAPINTST: '2026-03-06', CAPINTEN: '2026-03-05' },
        },
      },
      noDeficiency,
    ],
  })
