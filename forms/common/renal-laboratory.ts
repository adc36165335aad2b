import { capa, lmr18, mdrd, meanOfLmr18AndCapa } from '#shared/clinical/renal/filtration'
import { code, codeList, computed, datetime, decimal, defineForm, type Text } from '../define'
import { creatinineUnits, cystatinUnits, urineProteinUnits } from '../units'
import { abnormal, panelChecks, reference, sample } from './laboratory-sample'

const dipstick = codeList('DIPSTICK', {
  NEG: { en: 'Negative', fr: 'Négatif', sv: 'Negativ', submission: 'NEGATIVE' },
  TR: { en: 'Trace', fr: 'Traces', sv: 'Spår', submission: 'TRACE' },
  '1+': { en: '1+', fr: '1+', sv: '1+' },
  '2+': { en: '2+', fr: '2+', sv: '2+' },
  '3+': { en: '3+', fr: '3+', sv: '3+' },
  '4+': { en: '4+', fr: '4+', sv: '4+' },
})

const methods = codeList('GFRMETH', {
  CG: { en: 'Cockcroft–Gault', fr: 'Cockcroft–Gault', sv: 'Cockcroft–Gault' },
  URINE24: { en: '24-h urine', fr: 'Urines des 24 h', sv: 'Dygnsurin' },
  MDRD: { en: 'MDRD', fr: 'MDRD', sv: 'MDRD' },
  LMR18: { en: 'LMR18 (creatinine)', fr: 'LMR18 (créatinine)', sv: 'LMR18 (kreatinin)' },
  CAPA: { en: 'CAPA (cystatin C)', fr: 'CAPA (cystatine C)', sv: 'CAPA (cystatin C)' },
  LMR_CAPA_MEAN: { en: 'Mean of LMR18 and CAPA', fr: 'Moyenne de LMR18 et CAPA', sv: 'Medelvärde av LMR18 och CAPA' },
  IOHEXOL: { en: 'Iohexol, measured', fr: 'Iohexol, mesuré', sv: 'Johexol, uppmätt' },
  CR51EDTA: { en: 'Cr-51 EDTA, measured', fr: 'EDTA-Cr-51, mesuré', sv: 'Cr-51-EDTA, uppmätt' },
})

const strip = (label: Text) => code({ label, codeList: dipstick, display: 'radio', missing: true })

const measured = {
  UPROT: decimal({
    label: {
      en: 'Protein to creatinine in urine',
      fr: 'Rapport protéines/créatinine urinaire',
      sv: 'Protein-kreatininkvot i urin',
    },
    units: urineProteinUnits,
    decimals: 0,
    soft: ['0', '100'],
    hard: ['0', '5000'],
    missing: true,
  }),
  CYSC: decimal({
    label: { en: 'Cystatin C', fr: 'Cystatine C', sv: 'Cystatin C' },
    units: cystatinUnits,
    decimals: 2,
    soft: ['0.5', '4'],
    hard: ['0.2', '15'],
    missing: true,
  }),
  UCRCL: decimal({
    label: {
      en: 'Creatinine clearance, 24-h urine',
      fr: 'Clairance de la créatinine, urines des 24 h',
      sv: 'Kreatininclearance, dygnsurin',
    },
    unit: 'mL/min',
    decimals: 0,
    soft: ['15', '180'],
    hard: ['1', '300'],
    missing: true,
  }),
  MGFR: decimal({
    label: { en: 'GFR, measured', fr: 'DFG mesuré', sv: 'GFR, uppmätt' },
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
    label: { en: 'eGFR by MDRD', fr: 'DFG estimé (MDRD)', sv: 'eGFR enligt MDRD' },
    formula: mdrd,
    given: { ...person, creatinine, creatinine_unit: '"umol/L"' },
    decimals: 1,
  }),
}

const lundMalmo = {
  EGFRLMR: computed({
    label: { en: 'eGFR by LMR18', fr: 'DFG estimé (LMR18)', sv: 'eGFR enligt LMR18' },
    formula: lmr18,
    given: { ...person, creatinine_umol_l: creatinine },
    decimals: 1,
  }),
  EGFRCAPA: computed({
    label: { en: 'eGFR by CAPA', fr: 'DFG estimé (CAPA)', sv: 'eGFR enligt CAPA' },
    formula: capa,
    given: { age_years: person.age_years, cystatin_c_mg_l: 'CYSC' },
    decimals: 1,
  }),
  EGFRMEAN: computed({
    label: {
      en: 'eGFR, mean of LMR18 and CAPA',
      fr: 'DFG estimé, moyenne LMR18 et CAPA',
      sv: 'eGFR, medelvärde av LMR18 och CAPA',
    },
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
    sv: 'LMR18 och CAPA skiljer mer än 40 %. Kontrollera muskelmassa och kortison, och mät GFR.',
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
    source: 'transcribed',
    title: { en: 'Urine and kidney', fr: 'Urines et rein', sv: 'Urin och njure' },
    groups: {
      SAMPLE: { title: { en: 'Sample', fr: 'Prélèvement', sv: 'Prov' }, items: sample },
      DIPSTICK: {
        title: { en: 'Dipstick', fr: 'Bandelette', sv: 'Urinsticka' },
        items: {
          UPROTDS: strip({ en: 'Protein', fr: 'Protéines', sv: 'Protein' }),
          UBLOOD: strip({ en: 'Blood', fr: 'Sang', sv: 'Blod' }),
          UGLUC: strip({ en: 'Glucose', fr: 'Glucose', sv: 'Glukos' }),
        },
      },
      RESULTS: {
        title: { en: 'Results', fr: 'Résultats', sv: 'Resultat' },
        layout: 'laboratory',
        reference,
        items: {
          ...measured,
          ...(estimate === 'MDRD' ? mdrdItem : {}),
          ...(estimate === 'LMR18-CAPA' ? lundMalmo : {}),
        },
      },
      URINE24: {
        title: { en: '24-hour urine', fr: 'Urines des 24 heures', sv: 'Dygnsurin' },
        items: {
          UCSTTM: datetime({
            label: { en: 'Collected from', fr: 'Recueil depuis', sv: 'Samlad från' },
            when: 'given(UCRCL)',
            required: true,
          }),
          UCENTM: datetime({ label: { en: 'to', fr: 'jusqu’à', sv: 'till' }, when: 'given(UCRCL)', required: true }),
          UCVOL: decimal({
            label: { en: 'Volume', fr: 'Volume', sv: 'Volym' },
            unit: 'mL',
            decimals: 0,
            soft: ['500', '4000'],
            hard: ['50', '10000'],
            when: 'given(UCRCL)',
            required: true,
          }),
          UCREAT: decimal({
            label: { en: 'Creatinine in that urine', fr: 'Créatinine de ces urines', sv: 'Kreatinin i den urinen' },
            units: creatinineUnits,
            hard: { low: '0' },
            when: 'given(UCRCL)',
            required: true,
          }),
        },
      },
      FILTRATION: {
        title: { en: 'Filtration used', fr: 'Filtration retenue', sv: 'Använd filtration' },
        items: {
          GFRMETH: code({
            label: { en: 'Method', fr: 'Méthode', sv: 'Metod' },
            codeList: methods,
            display: 'search',
            required: true,
            missing: true,
          }),
          GFRVAL: decimal({
            label: { en: 'GFR', fr: 'DFG', sv: 'GFR' },
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
          fr: 'Le recueil des urines n’a pas duré de 22 à 26 heures.',
          sv: 'Urinen samlades inte under 22 till 26 timmar.',
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
          sv: 'Filtrationen är uppmätt, men en skattning används.',
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
