import { checkOf } from '../define'
import { afterConsent } from './after-consent'
import {
  afterDays,
  courseChecks,
  type LutetiumStudy,
  sameCourse,
  scheduleChecks,
  afterRunIn,
  sinceSurgery,
} from './lutetium-schedule'
import { beforeLutetiumChecks } from './octreotide-injection'

const at = (time: string, day = '2025-03-04') => `${day}T${time}:00+01:00`

/** Measured and given at the same instant, so that the figures are round. */
const exactly = (mbq: string) => ({
  LUPRESC: '7400',
  LUMEASACT: mbq,
  LUMEASDTM: at('10:30'),
  ECSTDTM: at('10:30'),
  LURESACT: '0',
  LURESDTM: at('10:30'),
})

const tenPercent = (id: string, severity: 'A' | 'D') =>
  checkOf({
    id,
    severity,
    items: ['LUACTNET', 'LUPRESC'],
    holds: 'abs(LUACTNET - LUPRESC) * 10 <= LUPRESC',
    message: {
      en: 'The activity given is more than 10 % off the one prescribed.',
      fr: 'L’activité administrée s’écarte de plus de 10 % de celle prescrite.',
      sv: 'Den givna aktiviteten är mer än 10 % ifrån den ordinerade.',
    },
    cases: {
      holds: {
        LUPRESC: '7400',
        LUMEASACT: '8100',
        LUMEASDTM: at('08:00', '2025-03-03'),
        ECSTDTM: at('10:30'),
        LURESACT: '110',
        LURESDTM: at('11:45'),
      },
      boundary: exactly('6660'),
      fails: exactly('6659'),
    },
  })

/** The checks of one infusion of 177Lu. */
export function lutetiumChecks(study: LutetiumStudy) {
  const [{ gate }] = study.gates
  const standard = [gate.standardMbq.value, gate.reducedMbq.value] as const
  const labAge = gate.labAge.value
  const weightAge = gate.weightAge.value
  const fresh = (form: string, date: string, days: number) =>
    `every.${form}.exists(l, given(l.${date}) && l.${date} <= dayOf(ECSTDTM) && daysBetween(l.${date}, dayOf(ECSTDTM)) <= ${days})`
  const samples = (days: number) => {
    const day = new Date(Date.parse('2025-03-04') - days * 86_400_000).toISOString().slice(0, 10)
    return { 'LBH.LBDAT': day, 'LBC.LBDAT': day, 'VS.VSDAT': '2025-03-04', 'VS.WEIGHT': '70', ECSTDTM: at('10:30') }
  }
  return [
    afterConsent('ECSTDTM', 'instant'),
    checkOf({
      id: 'EXLU-01',
      severity: 'H',
      items: ['ECTRT'],
      holds: `ECTRT == "${study.agent}"`,
      message: {
        en: 'This is not the agent of the study.',
        fr: 'Ce n’est pas le produit de l’étude.',
        sv: 'Detta är inte studiens läkemedel.',
      },
      cases: {
        holds: { ECTRT: study.agent },
        boundary: { ECTRT: study.agent },
        fails: { ECTRT: study.agent === 'LU177_DOTATOC' ? 'LU177_DOTATATE' : 'LU177_DOTATOC' },
      },
    }),
    checkOf({
      id: 'EXLU-02',
      severity: 'S',
      items: ['LUPRESC'],
      holds: `LUPRESC in [${standard.join(', ')}]`,
      message: {
        en: `Not a standard activity (${standard.join(' or ')} MBq).`,
        fr: `Activité non standard (${standard.join(' ou ')} MBq).`,
        sv: `Ingen standardaktivitet (${standard.join(' eller ')} MBq).`,
      },
      cases: { holds: { LUPRESC: standard[0] }, boundary: { LUPRESC: standard[1] }, fails: { LUPRESC: '7000' } },
    }),
    checkOf({
      id: 'EXLU-03',
      severity: 'S',
      items: ['LUDUR', 'ECSTDTM', 'ECENDTM'],
      holds: '20 <= LUDUR && LUDUR <= 40',
      message: {
        en: 'The infusion did not take 20 to 40 minutes.',
        fr: 'La perfusion n’a pas duré 20 à 40 minutes.',
        sv: 'Infusionen tog inte 20 till 40 minuter.',
      },
      cases: {
        holds: { ECSTDTM: at('10:30'), ECENDTM: at('11:00') },
        boundary: { ECSTDTM: at('10:30'), ECENDTM: at('11:10') },
        fails: { ECSTDTM: at('10:30'), ECENDTM: at('11:11') },
      },
    }),
    checkOf({
      id: 'EXLU-04',
      severity: 'H',
      items: ['LUDUR', 'ECSTDTM', 'ECENDTM'],
      holds: '5 <= LUDUR && LUDUR <= 180',
      message: {
        en: 'An infusion takes between 5 minutes and 3 hours. Are the times right?',
        fr: 'Une perfusion dure de 5 minutes à 3 heures. Les heures sont-elles exactes ?',
        sv: 'En infusion tar mellan 5 minuter och 3 timmar. Är tiderna rätt?',
      },
      cases: {
        holds: { ECSTDTM: at('10:30'), ECENDTM: at('11:00') },
        boundary: { ECSTDTM: at('10:30'), ECENDTM: at('13:30') },
        fails: { ECSTDTM: at('10:30'), ECENDTM: at('10:26') },
      },
    }),
    checkOf({
      id: 'EXLU-05',
      severity: 'H',
      items: ['INFMETH'],
      holds: 'INFMETH != "BOLUS"',
      message: {
        en: 'Lu-177 must not be given as a bolus.',
        fr: 'Le Lu-177 ne doit pas être injecté en bolus.',
        sv: 'Lu-177 får inte ges som bolus.',
      },
      cases: { holds: { INFMETH: 'GRAVITY' }, boundary: { INFMETH: 'SYRINGE_PUMP' }, fails: { INFMETH: 'BOLUS' } },
    }),
    checkOf({
      id: 'EXLU-06',
      severity: 'H',
      items: ['LURESACT', 'LUMEASACT'],
      holds: 'LURESACT <= LUMEASACT',
      message: {
        en: 'More is left than there was.',
        fr: 'Il reste plus qu’il n’y avait.',
        sv: 'Mer är kvar än vad som fanns.',
      },
      cases: {
        holds: { LUMEASACT: '8100', LURESACT: '110' },
        boundary: { LUMEASACT: '8100', LURESACT: '8100' },
        fails: { LUMEASACT: '8100', LURESACT: '8101' },
      },
    }),
    checkOf({
      id: 'EXLU-07',
      severity: 'S',
      items: ['LURESACT', 'LUMEASACT'],
      holds: 'LURESACT * 10 <= LUMEASACT',
      message: {
        en: 'More than 10 % was left in vial and lines.',
        fr: 'Plus de 10 % est resté dans le flacon et les tubulures.',
        sv: 'Mer än 10 % blev kvar i flaska och slangar.',
      },
      cases: {
        holds: { LUMEASACT: '8100', LURESACT: '110' },
        boundary: { LUMEASACT: '8100', LURESACT: '810' },
        fails: { LUMEASACT: '8100', LURESACT: '811' },
      },
    }),
    checkOf({
      id: 'EXLU-08',
      severity: 'S',
      items: ['LUOBSEND', 'ECENDTM'],
      holds: '120 <= minutesBetween(ECENDTM, LUOBSEND)',
      message: {
        en: 'Observed for less than 2 hours.',
        fr: 'Surveillance de moins de 2 heures.',
        sv: 'Observerad i mindre än 2 timmar.',
      },
      cases: {
        holds: { ECENDTM: at('11:00'), LUOBSEND: at('15:00') },
        boundary: { ECENDTM: at('11:00'), LUOBSEND: at('13:00') },
        fails: { ECENDTM: at('11:00'), LUOBSEND: at('12:59') },
      },
    }),
    checkOf({
      id: 'EXLU-09',
      severity: 'S',
      items: ['LUANTIEMDTM'],
      holds: '30 <= minutesBetween(LUANTIEMDTM, visit.EXAA.AASTDTM)',
      message: {
        en: 'The antiemetic came less than 30 minutes before the amino acids.',
        fr: 'L’antiémétique a été donné moins de 30 minutes avant les acides aminés.',
        sv: 'Antiemetikum gavs mindre än 30 minuter före aminosyrorna.',
      },
      cases: {
        holds: { LUANTIEMDTM: at('08:30'), 'EXAA.AASTDTM': at('09:30') },
        boundary: { LUANTIEMDTM: at('09:00'), 'EXAA.AASTDTM': at('09:30') },
        fails: { LUANTIEMDTM: at('09:01'), 'EXAA.AASTDTM': at('09:30') },
      },
    }),
    checkOf({
      id: 'EXLU-10',
      severity: 'S',
      items: ['CYCLENO'],
      holds: `CYCLENO == size(every.EXLU.filter(d, ${sameCourse(gate)} && given(d.ECSTDTM) && minutesBetween(d.ECSTDTM, ECSTDTM) >= 0))`,
      message: {
        en: 'The number of the cycle does not fit the doses given so far.',
        fr: 'Le numéro du cycle ne correspond pas aux doses déjà administrées.',
        sv: 'Kurens nummer stämmer inte med de doser som getts hittills.',
      },
      cases: {
        holds: { LUCOURSE: 'MAIN', CYCLENO: '1', ECSTDTM: at('10:30') },
        boundary: { ...afterDays(56, {}), CYCLENO: '2' },
        fails: { ...afterDays(56, {}), CYCLENO: '3' },
      },
    }),
    ...study.gates.flatMap(scheduleChecks),
    ...(study.courses ?? []).flatMap(courseChecks),
    checkOf({
      id: 'X008',
      severity: 'S',
      items: ['ECSTDTM'],
      holds: [
        fresh('LBH', 'LBDAT', labAge),
        fresh('LBC', 'LBDAT', labAge),
        `every.VS.exists(v, given(v.WEIGHT) && v.VSDAT <= dayOf(ECSTDTM) && daysBetween(v.VSDAT, dayOf(ECSTDTM)) <= ${weightAge})`,
      ].join(' && '),
      message: {
        en: `No blood results of the last ${labAge} days, or no weight of the last ${weightAge}.`,
        fr: `Pas d’analyses de sang des ${labAge} derniers jours, ou pas de poids des ${weightAge} derniers.`,
        sv: `Inga blodprov från de senaste ${labAge} dagarna, eller ingen vikt från de senaste ${weightAge}.`,
      },
      cases: { holds: samples(1), boundary: samples(labAge), fails: samples(labAge + 1) },
    }),
    ...(study.randomisedAfter ? [afterRunIn(study.randomisedAfter)] : []),
    tenPercent('X009', 'A'),
    { ...tenPercent('X009-DV', 'D'), deviation: 'DOSING' },
    checkOf({
      id: 'X010',
      severity: 'H',
      items: ['ECSTDTM', 'LUEXPDTM'],
      holds: '0 <= minutesBetween(ECSTDTM, LUEXPDTM)',
      message: {
        en: 'Given after the vial expired.',
        fr: 'Administré après la péremption du flacon.',
        sv: 'Given efter flaskans utgångstid.',
      },
      cases: {
        holds: { ECSTDTM: at('10:30'), LUEXPDTM: at('12:00') },
        boundary: { ECSTDTM: at('10:30'), LUEXPDTM: at('10:30') },
        fails: { ECSTDTM: at('10:30'), LUEXPDTM: at('10:29') },
      },
    }),
    checkOf({
      id: 'X010-AGE',
      severity: 'S',
      items: ['ECSTDTM', 'LUCALDTM'],
      holds: 'abs(minutesBetween(LUCALDTM, ECSTDTM)) <= 72 * 60',
      message: {
        en: 'More than 72 hours between calibration and infusion.',
        fr: 'Plus de 72 heures entre le calibrage et la perfusion.',
        sv: 'Mer än 72 timmar mellan kalibrering och infusion.',
      },
      source: {
        from: 'recalled',
        section: { en: 'Shelf life of the vial', fr: 'Durée de conservation du flacon', sv: 'Flaskans hållbarhet' },
        note: { en: '72 hours', fr: '72 heures', sv: '72 timmar' },
      },
      cases: {
        holds: { LUCALDTM: at('12:00', '2025-03-03'), ECSTDTM: at('10:30') },
        boundary: { LUCALDTM: at('10:30', '2025-03-01'), ECSTDTM: at('10:30') },
        fails: { LUCALDTM: at('10:29', '2025-03-01'), ECSTDTM: at('10:30') },
      },
    }),
    checkOf({
      id: 'X011',
      severity: 'S',
      items: ['LUMEASACT', 'LUCALACT'],
      holds: 'abs(LUMEASACT - LUCALDEC) * 10 <= LUCALDEC',
      message: {
        en: 'Measured more than 10 % off what the label says for that time.',
        fr: 'Mesuré à plus de 10 % de ce qu’indique l’étiquette pour cette heure.',
        sv: 'Uppmätt mer än 10 % ifrån vad etiketten anger för den tiden.',
      },
      cases: {
        holds: { LUCALACT: '8000', LUCALDTM: at('10:00'), LUMEASACT: '8100', LUMEASDTM: at('10:00') },
        boundary: { LUCALACT: '8000', LUCALDTM: at('10:00'), LUMEASACT: '8800', LUMEASDTM: at('10:00') },
        fails: { LUCALACT: '8000', LUCALDTM: at('10:00'), LUMEASACT: '8801', LUMEASDTM: at('10:00') },
      },
    }),
    ...(study.mostOfLifeMbq === undefined
      ? []
      : [
          checkOf({
            id: 'X013',
            severity: 'A',
            items: ['LUCUMLIFE'],
            holds: `LUCUMLIFE <= ${study.mostOfLifeMbq}`,
            message: {
              en: `More than ${study.mostOfLifeMbq} MBq in a lifetime.`,
              fr: `Plus de ${study.mostOfLifeMbq} MBq au cours de la vie.`,
              sv: `Mer än ${study.mostOfLifeMbq} MBq under en livstid.`,
            },
            cases: {
              holds: exactly('7400'),
              boundary: exactly(study.mostOfLifeMbq),
              fails: exactly(String(Number(study.mostOfLifeMbq) + 1)),
            },
          }),
        ]),
    checkOf({
      id: 'X015',
      severity: 'H',
      items: ['ECSTDTM'],
      holds: '!given(ECSTDTM) || given(visit.EXAA.AASTDTM)',
      message: {
        en: 'No amino acids are entered for this infusion.',
        fr: 'Aucun acide aminé saisi pour cette perfusion.',
        sv: 'Inga aminosyror är inmatade för den här infusionen.',
      },
      cases: {
        holds: { ECSTDTM: at('10:30'), 'EXAA.AASTDTM': at('10:00') },
        boundary: {},
        fails: { ECSTDTM: at('10:30') },
      },
    }),
    ...(study.analogues ? beforeLutetiumChecks(gate) : []),
    ...(gate.firstDose.value.from === 'surgery' ? [sinceSurgery(gate.firstDose.value)] : []),
  ]
}
