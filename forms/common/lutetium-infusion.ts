import { cumulativeActivity } from '#shared/clinical/lutetium/cumulative'
import { lu177Decay, lu177Deviation, lu177NetInjected } from '#shared/clinical/lutetium/decay'
import { calculated, code, computed, datetime, decimal, defineForm, integer, text } from '../define'
import { activityUnits } from '../units'
import { delayReasons, infusionMethods, lutetiumAgents, lutetiumCourses, venousAccess } from './treatment-lists'
import { lutetiumChecks } from './lutetium-checks'
import { type LutetiumStudy, sameCourse } from './lutetium-schedule'
import { beforeLutetium } from './octreotide-injection'
import { yesNo } from './yes-no'

/** Every dose of the study up to this one, net where it is known, else what was injected. */
const dosesSoFar =
  'every.EXLU.filter(d, given(d.ECSTDTM) && minutesBetween(d.ECSTDTM, ECSTDTM) >= 0)' +
  '.map(d, given(d.LUACTNET) ? d.LUACTNET : d.LUACTINJ)'

/** EXLU: one administration of 177Lu, with the proof of the net activity. */
export const lutetiumInfusion = (study: LutetiumStudy) => {
  const [{ gate }] = study.gates
  return defineForm({
    oid: 'EXLU',
    title: { en: 'Lu-177 infusion', fr: 'Perfusion de Lu-177', sv: 'Lu-177-infusion' },
    groups: {
      DOSE: {
        title: { en: 'Prescribed', fr: 'Prescription', sv: 'Ordinerad' },
        items: {
          LUCOURSE: code({
            label: { en: 'Course', fr: 'Traitement', sv: 'Behandlingsomgång' },
            codeList: lutetiumCourses,
            display: 'select',
            required: true,
          }),
          CYCLENO: integer({
            label: { en: 'Cycle', fr: 'Cycle', sv: 'Kur' },
            hard: ['1', '12'],
            required: true,
          }),
          ECTRT: code({
            label: { en: 'Agent', fr: 'Produit', sv: 'Läkemedel' },
            codeList: lutetiumAgents,
            display: 'radio',
            required: true,
          }),
          LUPRESC: decimal({
            label: { en: 'Activity prescribed', fr: 'Activité prescrite', sv: 'Ordinerad aktivitet' },
            units: activityUnits,
            decimals: 0,
            hard: ['0', '20000'],
            required: true,
          }),
          LUPRESRS: text({
            label: {
              en: 'Why not the standard activity',
              fr: 'Raison d’une activité non standard',
              sv: 'Varför inte standardaktiviteten',
            },
            maxLength: 200,
            required: `!(LUPRESC in [${gate.standardMbq.value}, ${gate.reducedMbq.value}])`,
          }),
          ECADJ: yesNo({ en: 'Was the dose reduced?', fr: 'La dose a-t-elle été réduite ?', sv: 'Reducerades dosen?' }),
          LUDELAY: yesNo({
            en: 'Was the dose delayed?',
            fr: 'La dose a-t-elle été reportée ?',
            sv: 'Sköts dosen upp?',
          }),
          LUDELRS: code({
            label: { en: 'Reason', fr: 'Raison', sv: 'Skäl' },
            codeList: delayReasons,
            display: 'search',
            when: 'ECADJ == "Y" || LUDELAY == "Y"',
            required: true,
          }),
          LUGATEID: text({
            label: { en: 'Dose release', fr: 'Libération de la dose', sv: 'Dosgodkännande' },
            help: {
              en: 'The signed dose release this infusion rests on.',
              fr: 'La libération signée de cette dose.',
              sv: 'Det signerade dosgodkännande som infusionen bygger på.',
            },
            maxLength: 80,
          }),
        },
      },
      VIAL: {
        title: { en: 'Vial', fr: 'Flacon', sv: 'Flaska' },
        items: {
          ECLOT: text({ label: { en: 'Batch', fr: 'Lot', sv: 'Batch' }, maxLength: 40, required: true }),
          LUVIAL: text({ label: { en: 'Vial', fr: 'Flacon', sv: 'Flaska' }, maxLength: 40, required: true }),
          LUEXPDTM: datetime({
            label: { en: 'Expiry', fr: 'Péremption', sv: 'Utgångstid' },
            future: true,
            required: true,
          }),
          LUCALACT: decimal({
            label: { en: 'Activity on the label', fr: 'Activité sur l’étiquette', sv: 'Aktivitet enligt etiketten' },
            units: activityUnits,
            decimals: 0,
            soft: ['7000', '12000'],
            hard: ['1000', '20000'],
            required: true,
          }),
          LUCALDTM: datetime({
            label: { en: 'Calibrated for', fr: 'Calibré pour', sv: 'Kalibrerad till' },
            // A vial can be calibrated for an hour still to come.
            future: true,
            required: true,
          }),
          LUCALVOL: decimal({
            label: { en: 'Volume', fr: 'Volume', sv: 'Volym' },
            unit: 'mL',
            decimals: 1,
            soft: ['20.5', '25.0'],
            hard: ['0', '100'],
            required: true,
          }),
          LUMEASACT: decimal({
            label: { en: 'Activity measured', fr: 'Activité mesurée', sv: 'Uppmätt aktivitet' },
            units: activityUnits,
            decimals: 0,
            hard: ['0', '20000'],
            required: true,
          }),
          LUMEASDTM: datetime({ label: { en: 'Measured at', fr: 'Mesurée à', sv: 'Uppmätt' }, required: true }),
          LUCALIBR: text({
            label: { en: 'Calibrator', fr: 'Activimètre', sv: 'Doskalibrator' },
            maxLength: 60,
            required: true,
          }),
          LUCALDEC: computed({
            label: {
              en: 'Label at the time measured',
              fr: 'Étiquette à l’heure de la mesure',
              sv: 'Etiketten vid mättiden',
            },
            formula: lu177Decay,
            given: { activity_mbq: 'LUCALACT', reference_time: 'LUCALDTM', target_time: 'LUMEASDTM' },
            decimals: 0,
          }),
        },
      },
      INFUSION: {
        title: { en: 'Infusion', fr: 'Perfusion', sv: 'Infusion' },
        items: {
          ECSTDTM: datetime({ label: { en: 'Start', fr: 'Début', sv: 'Start' }, required: true }),
          ECENDTM: datetime({ label: { en: 'End', fr: 'Fin', sv: 'Slut' }, required: true }),
          LUDUR: calculated({
            label: { en: 'Duration', fr: 'Durée', sv: 'Varaktighet' },
            expression: 'minutesBetween(ECSTDTM, ECENDTM)',
            result: 'decimal',
            unit: 'min',
            decimals: 0,
          }),
          INFMETH: code({
            label: { en: 'Method', fr: 'Méthode', sv: 'Metod' },
            codeList: infusionMethods,
            display: 'radio',
            required: true,
          }),
          ECLOC: code({
            label: { en: 'Access', fr: 'Voie d’abord', sv: 'Infart' },
            codeList: venousAccess,
            display: 'select',
            required: true,
          }),
          ECINTR: yesNo({ en: 'Was it interrupted?', fr: 'A-t-elle été interrompue ?', sv: 'Avbröts den?' }),
          ECINTRMIN: integer({
            label: { en: 'Interrupted for', fr: 'Durée de l’interruption', sv: 'Avbruten i' },
            unit: 'min',
            hard: ['0', '120'],
            when: 'ECINTR == "Y"',
            required: true,
          }),
          ECINTRRS: text({
            label: { en: 'Why it was interrupted', fr: 'Raison de l’interruption', sv: 'Varför den avbröts' },
            maxLength: 200,
            when: 'ECINTR == "Y"',
            required: true,
          }),
          LURESACT: decimal({
            label: {
              en: 'Left in vial and lines',
              fr: 'Reste dans le flacon et les tubulures',
              sv: 'Kvar i flaska och slangar',
            },
            units: activityUnits,
            decimals: 1,
            hard: ['0', '20000'],
            required: true,
          }),
          LURESDTM: datetime({
            label: { en: 'Rest measured at', fr: 'Reste mesuré à', sv: 'Rest uppmätt' },
            required: true,
          }),
          LUEXTRAV: yesNo({
            en: 'Did any go beside the vein?',
            fr: 'Y a-t-il eu extravasation ?',
            sv: 'Gick något utanför venen?',
          }),
          LUEXTRAVML: decimal({
            label: { en: 'Volume beside the vein', fr: 'Volume extravasé', sv: 'Volym utanför venen' },
            unit: 'mL',
            soft: ['0', '5'],
            hard: ['0', '25'],
            when: 'LUEXTRAV == "Y"',
            required: true,
          }),
        },
      },
      GIVEN: {
        title: { en: 'Activity given', fr: 'Activité administrée', sv: 'Given aktivitet' },
        items: {
          LUACTINJ: computed({
            label: { en: 'At the start of the infusion', fr: 'Au début de la perfusion', sv: 'Vid infusionens start' },
            formula: lu177Decay,
            given: { activity_mbq: 'LUMEASACT', reference_time: 'LUMEASDTM', target_time: 'ECSTDTM' },
            decimals: 0,
          }),
          LUACTNET: computed({
            label: { en: 'Net activity given', fr: 'Activité nette administrée', sv: 'Given nettoaktivitet' },
            formula: lu177NetInjected,
            given: {
              full_syringe_mbq: 'LUMEASACT',
              full_measured_at: 'LUMEASDTM',
              residual_mbq: 'LURESACT',
              residual_measured_at: 'LURESDTM',
              injection_time: 'ECSTDTM',
            },
            decimals: 0,
          }),
          LUDEVPCT: computed({
            label: {
              en: 'Off the prescribed activity',
              fr: 'Écart à l’activité prescrite',
              sv: 'Ifrån den ordinerade aktiviteten',
            },
            formula: lu177Deviation,
            given: { net_mbq: 'LUACTNET', prescribed_mbq: 'LUPRESC' },
            decimals: 1,
          }),
          LUINTERVAL: calculated({
            label: {
              en: 'Days since the last dose of the course',
              fr: 'Jours depuis la dernière dose du traitement',
              sv: 'Dagar sedan omgångens senaste dos',
            },
            expression:
              `least(every.EXLU.filter(d, ${sameCourse(gate)} && given(d.ECSTDTM) && dayOf(d.ECSTDTM) < dayOf(ECSTDTM))` +
              '.map(d, daysBetween(dayOf(d.ECSTDTM), dayOf(ECSTDTM))))',
            result: 'decimal',
            unit: 'd',
            decimals: 0,
          }),
          LUCUMTRIAL: computed({
            label: {
              en: 'Given in this study so far',
              fr: 'Total administré dans l’étude',
              sv: 'Givet i studien hittills',
            },
            formula: cumulativeActivity,
            given: { prior_mbq: '0', cycles_mbq: dosesSoFar },
            decimals: 0,
          }),
          LUCUMLIFE: computed({
            label: {
              en: 'Given in a lifetime so far',
              fr: 'Total administré au cours de la vie',
              sv: 'Givet under livstiden hittills',
            },
            formula: cumulativeActivity,
            given: { prior_mbq: study.priorMbq ?? '0', cycles_mbq: dosesSoFar },
            decimals: 0,
          }),
          ...(study.analogues ? beforeLutetium : {}),
        },
      },
      AFTER: {
        title: {
          en: 'Antiemetic and observation',
          fr: 'Antiémétique et surveillance',
          sv: 'Antiemetikum och observation',
        },
        items: {
          LUANTIEM: text({
            label: { en: 'Antiemetic', fr: 'Antiémétique', sv: 'Antiemetikum' },
            maxLength: 100,
            required: true,
          }),
          LUANTIEMDTM: datetime({
            label: { en: 'Antiemetic given at', fr: 'Antiémétique donné à', sv: 'Antiemetikum givet' },
            required: true,
          }),
          LUOBSEND: datetime({
            label: { en: 'Observed until', fr: 'Surveillé jusqu’à', sv: 'Observerad till' },
            required: true,
          }),
          LURATE1M: decimal({
            label: { en: 'Dose rate at 1 m', fr: 'Débit de dose à 1 m', sv: 'Dosrat på 1 m' },
            unit: 'µSv/h',
            soft: ['1', '60'],
            hard: ['0', '500'],
          }),
          LURATEDTM: datetime({
            label: { en: 'Dose rate measured at', fr: 'Débit de dose mesuré à', sv: 'Dosrat uppmätt' },
          }),
          LUDISDTM: datetime({ label: { en: 'Discharge', fr: 'Sortie', sv: 'Utskrivning' } }),
        },
      },
    },
    checks: lutetiumChecks(study),
  })
}
