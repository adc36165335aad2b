import { textIn } from '#shared/study/names'
import { doseUnits, frequencies, routes, yesOrNo } from '../code-lists'
import { code, date, decimal, defineForm, multi, type Text, text } from '../define'
import { labelOf, medicineFlags } from '../medicine-flags'
import { medicineNames } from '../medicine-names'
import { courseChecks } from './course'

/** A medicine that must not be taken while a study treatment is: periods of the form `during`, from its start to its end. */
interface Prohibition {
  readonly id: `X029${string}`
  readonly flag: string
  readonly during: { readonly form: string; readonly start: string; readonly end: string }
  /** CEL of what makes it allowed after all, with a case in which it does not. */
  readonly unless?: { readonly holds: string; readonly fails: Readonly<Record<`${string}.${string}`, string>> }
  readonly message: Text
}

/** X029: says nothing while the study treatment has not begun. */
function notTogether({ id, flag, during: { form, start, end }, unless, message }: Prohibition) {
  const together = `(CMONGO == "Y" || period.${start} <= CMENDAT) && (!given(period.${end}) || CMSTDAT <= period.${end})`
  const overlap = `every.${form}.exists(period, ${together})`
  const period = { ...unless?.fails, [`${form}.${start}`]: '2026-02-01', [`${form}.${end}`]: '2026-03-01' }
  const medicine = { CMFLAG: flag, CMSTDAT: '2026-01-15', CMONGO: 'N' }
  return {
    id,
    severity: 'S' as const,
    items: ['CMTRT', 'CMFLAG', 'CMSTDAT'] as const,
    holds: `${unless ? `(${unless.holds}) || ` : ''}!("${flag}" in CMFLAG) || !${overlap}`,
    message,
    cases: {
      holds: { ...period, ...medicine, CMENDAT: '2026-01-20' },
      boundary: { ...period, ...medicine, CMENDAT: '2026-01-31' },
      fails: { ...period, ...medicine, CMENDAT: '2026-02-01' },
    },
  }
}

/** A medicine known by name to matter is marked so. Names are those of `medicine-names.ts`. */
function flagFits(flag: string, names: readonly string[]) {
  const named = `CMTRT.lowerAscii().matches("${names.join('|')}")`
  const [name = flag] = names
  return {
    id: `CM-${flag.replaceAll('_', '-')}`,
    severity: 'S' as const,
    items: ['CMFLAG', 'CMTRT'] as const,
    holds: `!${named} || (given(CMFLAG) && "${flag}" in CMFLAG)`,
    message: {
      en: `This looks like one of: ${labelOf(flag).en.toLowerCase()}. It is not marked so.`,
      fr: `Ce médicament semble relever de : ${labelOf(flag).fr.toLowerCase()}. Il n’est pas marqué ainsi.`,
      sv: `Detta ser ut som: ${textIn(labelOf(flag), 'sv').toLowerCase()}. Det är inte markerat så.`,
    },
    cases: {
      holds: { CMTRT: 'paracetamol' },
      boundary: { CMTRT: `${name.toUpperCase()} 100`, CMFLAG: flag },
      fails: { CMTRT: name },
    },
  }
}

/** CM: one medicine taken beside the study treatment. */
export const concomitantMedicationWith = (...prohibitions: readonly Prohibition[]) =>
  defineForm({
    oid: 'CM',
    source: 'transcribed',
    title: { en: 'Concomitant medication', fr: 'Traitement concomitant', sv: 'Övriga läkemedel' },
    repeating: true,
    nameItem: 'CMTRT',
    domain: 'CM',
    columns: ['CMTRT', 'CMINDC', 'CMDOSE', 'CMDOSU', 'CMDOSFRQ', 'CMROUTE', 'CMSTDAT', 'CMONGO', 'CMENDAT', 'CMAELINK'],
    groups: {
      MEDICINE: {
        title: { en: 'Medicine', fr: 'Médicament', sv: 'Läkemedel' },
        items: {
          CMTRT: text({ label: { en: 'Medicine', fr: 'Médicament', sv: 'Läkemedel' }, maxLength: 200, required: true }),
          CMDECOD: text({
            label: { en: 'Coded term', fr: 'Terme codé', sv: 'Kodad term' },
            help: { en: 'WHODrug.', fr: 'WHODrug.', sv: 'WHODrug.' },
            maxLength: 200,
          }),
          CMATC: text({ label: { en: 'ATC code', fr: 'Code ATC', sv: 'ATC-kod' }, maxLength: 8 }),
          CMINDC: text({ label: { en: 'Given for', fr: 'Indication', sv: 'Ges för' }, maxLength: 200, required: true }),
          CMAELINK: text({
            label: {
              en: 'Adverse event or illness it is for',
              fr: 'Événement ou affection concernés',
              sv: 'Oönskad händelse eller sjukdom det ges för',
            },
            help: {
              en: 'Leave empty when it is given for neither.',
              fr: 'Laisser vide s’il n’y en a pas.',
              sv: 'Lämna tomt när det inte ges för någotdera.',
            },
            link: { forms: ['AE', 'MH'] },
          }),
          CMFLAG: multi({
            label: { en: 'Matters here as', fr: 'Importe ici comme', sv: 'Har betydelse här som' },
            help: {
              en: 'Medicines that the study treatments do not go well with, or that say something of safety.',
              fr: 'Médicaments peu compatibles avec les traitements étudiés, ou utiles à la sécurité.',
              sv: 'Läkemedel som går dåligt ihop med studiebehandlingarna, eller som säger något om säkerheten.',
            },
            codeList: medicineFlags,
          }),
        },
      },
      DOSE: {
        title: { en: 'Dose', fr: 'Dose', sv: 'Dos' },
        items: {
          CMDOSE: decimal({
            label: { en: 'Single dose', fr: 'Dose unitaire', sv: 'Enkeldos' },
            hard: { low: '0' },
            required: true,
            missing: true,
          }),
          CMDOSU: code({
            label: { en: 'Dose unit', fr: 'Unité de dose', sv: 'Dosenhet' },
            codeList: doseUnits,
            display: 'search',
            required: true,
            missing: true,
          }),
          CMDOSFRQ: code({
            label: { en: 'How often', fr: 'Fréquence', sv: 'Hur ofta' },
            codeList: frequencies,
            display: 'search',
            required: true,
            missing: true,
          }),
          CMROUTE: code({
            label: { en: 'Route', fr: 'Voie', sv: 'Administreringssätt' },
            codeList: routes,
            display: 'search',
            required: true,
            missing: true,
          }),
        },
      },
      COURSE: {
        title: { en: 'Dates', fr: 'Dates', sv: 'Datum' },
        items: {
          CMSTDAT: date({
            label: { en: 'Start', fr: 'Début', sv: 'Start' },
            partial: true,
            required: true,
            missing: true,
          }),
          CMONGO: code({
            label: { en: 'Still taken', fr: 'Toujours pris', sv: 'Tas ännu' },
            codeList: yesOrNo,
            display: 'radio',
            required: true,
          }),
          CMENDAT: date({
            label: { en: 'End', fr: 'Fin', sv: 'Slut' },
            partial: true,
            required: 'CMONGO == "N"',
            missing: true,
          }),
        },
      },
    },
    checks: [
      ...courseChecks(
        'CM',
        { start: 'CMSTDAT', end: 'CMENDAT', ongoing: 'CMONGO' },
        {
          backwards: {
            en: 'The medicine ends before it starts.',
            fr: 'Le traitement finit avant de commencer.',
            sv: 'Läkemedlet slutar innan det börjar.',
          },
          goesOn: {
            en: 'Still taken, but an end date is given.',
            fr: 'Toujours pris, mais une date de fin est donnée.',
            sv: 'Tas fortfarande, men ett slutdatum är angivet.',
          },
        },
      ),
      ...Object.entries(medicineNames.value).map(([flag, names]) => flagFits(flag, names)),
      ...prohibitions.map((prohibition) => notTogether(prohibition)),
    ],
  })

/** What most studies ask. */
export const concomitantMedication = concomitantMedicationWith()
