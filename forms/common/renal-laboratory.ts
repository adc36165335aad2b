import { capa, lmr18, mdrd, meanOfLmr18AndCapa } from '#shared/clinical/renal/filtration'
import { code, codeList, computed, datetime, decimal, defineForm } from '../define'
import { creatinineUnits, cystatinUnits, urineProteinUnits } from '../units'
import { abnormal, panelChecks, reference, sample } from './laboratory-sample'

const dipstick = codeList('DIPSTICK', {
  NEG: { en: 'Negative', fr: 'Négatif', submission: 'NEGATIVE' },
  TR: { en: 'Trace', fr: 'Traces', submission: 'TRACE' },
  '1+': { en: '1+', fr: '1+' },
  '2+': { en: '2+', fr: '2+' },
  '3+': { en: '3+', fr: '3+' },
  '4+': { en: '4+', fr: '4+' },
})

const methods = codeList('GFRMETH', {
  CG: { en: 'Cockcroft–Gault', fr: 'Cockcroft–Gault' },
  URINE24: { en: '24-h urine', fr: 'Urines des 24 h' },
  MDRD: { en: 'MDRD', fr: 'MDRD' },
  LMR18: { en: 'LMR18 (creatinine)', fr: 'LMR18 (créatinine)' },
  CAPA: { en: 'CAPA (cystatin C)', fr: 'CAPA (cystatine C)' },
  LMR_CAPA_MEAN: { en: 'Mean of LMR18 and CAPA', fr: 'Moyenne de LMR18 et CAPA' },
  IOHEXOL: { en: 'Iohexol, measured', fr: 'Iohexol, mesuré' },
  CR51EDTA: { en: 'Cr-51 EDTA, measured', fr: 'EDTA-Cr-51, mesuré' },
})

const strip = (en: string, fr: string) =>
  code({ label: { en, fr }, codeList: dipstick, display: 'radio', missing: true })

const measured = {
  UPROT: decimal({
    label: { en: 'Protein to creatinine in urine', fr: 'Rapport protéines/créatinine urinaire' },
    units: urineProteinUnits,
    decimals: 0,
    soft: ['0', '100'],
    hard: ['0', '5000'],
    missing: true,
  }),
  CYSC: decimal({
    label: { en: 'Cystatin C', fr: 'Cystatine C' },
    units: cystatinUnits,
    decimals: 2,
    soft: ['0.5', '4'],
    hard: ['0.2', '15'],
    missing: true,
  }),
  UCRCL: decimal({
    label: { en: 'Creatinine clearance, 24-h urine', fr: 'Clairance de la créatinine, urines des 24 h' },
    unit: 'mL/min',
    decimals: 0,
    soft: ['15', '180'],
    hard: ['1', '300'],
    missing: true,
  }),
  MGFR: decimal({
    label: { en: 'GFR, measured', fr: 'DFG mesuré' },
    unit: 'mL/min/1.73m2',
    decimals: 0,
    soft: ['15', '150'],
    hard: ['1', '250'],
    missing: true,
  }),
}

const creatinine = { latest: 'LBC.CREAT', dated: 'LBDAT', on: 'LBDAT' }
const person = { age_years: 'years(DM.BRTHDAT, LBDAT)', sex: 'DM.SEX' }

const mdrdItem = {
  EGFRMDRD: computed({
    label: { en: 'eGFR by MDRD', fr: 'DFG estimé (MDRD)' },
    formula: mdrd,
    given: { ...person, creatinine, creatinine_unit: '"umol/L"' },
    decimals: 1,
  }),
}

const lundMalmo = {
  EGFRLMR: computed({
    label: { en: 'eGFR by LMR18', fr: 'DFG estimé (LMR18)' },
    formula: lmr18,
    given: { ...person, creatinine_umol_l: creatinine },
    decimals: 1,
  }),
  EGFRCAPA: computed({
    label: { en: 'eGFR by CAPA', fr: 'DFG estimé (CAPA)' },
    formula: capa,
    given: { age_years: person.age_years, cystatin_c_mg_l: 'CYSC' },
    decimals: 1,
  }),
  EGFRMEAN: computed({
    label: { en: 'eGFR, mean of LMR18 and CAPA', fr: 'DFG estimé, moyenne LMR18 et CAPA' },
    formula: meanOfLmr18AndCapa,
    given: { ...person, creatinine_umol_l: creatinine, cystatin_c_mg_l: 'CYSC' },
    decimals: 1,
  }),
}

const farApart = {
  id: 'LBU-03',
  severity: 'S' as const,
  items: ['CYSC'] as const,
  holds: 'abs(EGFRLMR - EGFRCAPA) * 10 <= EGFRMEAN * 4',
  message: {
    en: 'LMR18 and CAPA are more than 40 % apart. Check muscle mass and steroids, and measure the GFR.',
    fr: 'LMR18 et CAPA diffèrent de plus de 40 %. Vérifier masse musculaire et corticoïdes, et mesurer le DFG.',
  },
  cases: {
    holds: kidney('1.30'),
    boundary: kidney('1.10'),
    fails: kidney('0.60'),
  },
}

function kidney(cystatin: string) {
  const person = { 'DM.BRTHDAT': '1958-01-01', 'DM.SEX': 'M' }
  return { ...person, 'LBC.LBDAT': '2026-02-01', 'LBC.CREAT': '105', LBDAT: '2026-02-01', CYSC: cystatin }
}

/** LBU: urine and the kidney. A trial estimates the filtration in its own way, or only measures it. */
export const renalLaboratory = (estimate?: 'MDRD' | 'LMR18-CAPA') =>
  defineForm({
    oid: 'LBU',
    title: { en: 'Urine and kidney', fr: 'Urines et rein' },
    groups: {
      SAMPLE: { title: { en: 'Sample', fr: 'Prélèvement' }, items: sample },
      DIPSTICK: {
        title: { en: 'Dipstick', fr: 'Bandelette' },
        items: {
          UPROTDS: strip('Protein', 'Protéines'),
          UBLOOD: strip('Blood', 'Sang'),
          UGLUC: strip('Glucose', 'Glucose'),
        },
      },
      RESULTS: {
        title: { en: 'Results', fr: 'Résultats' },
        layout: 'laboratory',
        reference,
        items: {
          ...measured,
          ...(estimate === 'MDRD' ? mdrdItem : {}),
          ...(estimate === 'LMR18-CAPA' ? lundMalmo : {}),
        },
      },
      URINE24: {
        title: { en: '24-hour urine', fr: 'Urines des 24 heures' },
        items: {
          UCSTTM: datetime({
            label: { en: 'Collected from', fr: 'Recueil depuis' },
            when: 'given(UCRCL)',
            required: true,
          }),
          UCENTM: datetime({ label: { en: 'to', fr: "jusqu'à" }, when: 'given(UCRCL)', required: true }),
          UCVOL: decimal({
            label: { en: 'Volume', fr: 'Volume' },
            unit: 'mL',
            decimals: 0,
            soft: ['500', '4000'],
            hard: ['50', '10000'],
            when: 'given(UCRCL)',
            required: true,
          }),
          UCREAT: decimal({
            label: { en: 'Creatinine in that urine', fr: 'Créatinine de ces urines' },
            units: creatinineUnits,
            hard: { low: '0' },
            when: 'given(UCRCL)',
            required: true,
          }),
        },
      },
      FILTRATION: {
        title: { en: 'Filtration used', fr: 'Filtration retenue' },
        items: {
          GFRMETH: code({
            label: { en: 'Method', fr: 'Méthode' },
            codeList: methods,
            display: 'search',
            required: true,
            missing: true,
          }),
          GFRVAL: decimal({
            label: { en: 'GFR', fr: 'DFG' },
            unit: 'mL/min/1.73m2',
            decimals: 1,
            soft: ['15', '150'],
            hard: ['1', '250'],
            required: true,
            missing: true,
          }),
        },
      },
      ABNORMAL: abnormal('LBU', measured),
    },
    checks: [
      ...panelChecks('LBU', measured),
      {
        id: 'LBU-01',
        severity: 'S',
        items: ['UCENTM', 'UCSTTM'],
        holds: 'minutesBetween(UCSTTM, UCENTM) >= 22 * 60 && minutesBetween(UCSTTM, UCENTM) <= 26 * 60',
        message: {
          en: 'The urine was not collected over 22 to 26 hours.',
          fr: "Le recueil des urines n'a pas duré de 22 à 26 heures.",
        },
        cases: {
          holds: { UCSTTM: '2026-02-01T07:00:00+01:00', UCENTM: '2026-02-02T07:10:00+01:00' },
          boundary: { UCSTTM: '2026-02-01T07:00:00+01:00', UCENTM: '2026-02-02T09:00:00+01:00' },
          fails: { UCSTTM: '2026-02-01T07:00:00+01:00', UCENTM: '2026-02-02T04:59:00+01:00' },
        },
      },
      {
        id: 'LBU-02',
        severity: 'S',
        items: ['GFRMETH', 'MGFR'],
        holds: '!given(MGFR) || GFRMETH in ["IOHEXOL", "CR51EDTA"]',
        message: {
          en: 'The filtration was measured, but an estimate is used.',
          fr: 'La filtration a été mesurée, mais une estimation est retenue.',
        },
        cases: {
          holds: { MGFR: '71', GFRMETH: 'IOHEXOL' },
          boundary: { MGFR: '71', GFRMETH: 'CR51EDTA' },
          fails: { MGFR: '71', GFRMETH: 'LMR_CAPA_MEAN' },
        },
      },
      ...(estimate === 'LMR18-CAPA' ? [farApart] : []),
    ],
  })
