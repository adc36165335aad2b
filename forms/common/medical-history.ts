import { code, codeList, date, defineForm, text } from '../define'
import { courseChecks } from './course'
import { yesNo } from './yes-no'

const categories = codeList('MHCAT', {
  GENERAL: { en: 'General', fr: 'Général' },
  CARDIAC: { en: 'Heart', fr: 'Cœur' },
  RENAL: { en: 'Kidney', fr: 'Rein' },
  HEPATIC: { en: 'Liver', fr: 'Foie' },
  SURGERY: { en: 'Surgery', fr: 'Chirurgie' },
  MALIGNANCY: { en: 'Other cancer', fr: 'Autre cancer' },
  BRAIN_METS: { en: 'Brain metastases', fr: 'Métastases cérébrales' },
  CARCINOID_SYNDROME: { en: 'Carcinoid syndrome', fr: 'Syndrome carcinoïde' },
  DIABETES: { en: 'Diabetes', fr: 'Diabète' },
  HIV: { en: 'HIV', fr: 'VIH' },
  GILBERT: { en: 'Gilbert syndrome', fr: 'Syndrome de Gilbert' },
  NEPHROTIC: { en: 'Nephrotic syndrome', fr: 'Syndrome néphrotique' },
  INCONTINENCE: { en: 'Incontinence', fr: 'Incontinence' },
  PSYCHIATRIC: { en: 'Psychiatric', fr: 'Psychiatrique' },
})

/** What goes on is not fatal: 1 to 4. */
const historyGrades = codeList('MHTOXGR', {
  '1': { en: '1 – mild', fr: '1 – léger' },
  '2': { en: '2 – moderate', fr: '2 – modéré' },
  '3': { en: '3 – severe', fr: '3 – sévère' },
  '4': { en: '4 – life-threatening', fr: '4 – pronostic vital engagé' },
})

const heartFailureClasses = codeList('NYHA', {
  I: { en: 'I – no limits', fr: 'I – aucune limitation' },
  II: { en: 'II – slight limits', fr: 'II – limitation légère' },
  III: { en: 'III – marked limits', fr: 'III – limitation marquée' },
  IV: { en: 'IV – at rest', fr: 'IV – au repos' },
})

const childPughClasses = codeList('CHILDPUGH', {
  A: { en: 'A – 5 or 6 points', fr: 'A – 5 ou 6 points' },
  B: { en: 'B – 7 to 9 points', fr: 'B – 7 à 9 points' },
  C: { en: 'C – 10 to 15 points', fr: 'C – 10 à 15 points' },
})

const hasLiverDisease = 'MHCAT == "HEPATIC" && MHONGO == "Y"'

/** What else a study asks of illnesses. */
interface Asked {
  /** A dose of the study depends on the liver: the class of a disease that goes on. */
  readonly childPugh?: boolean
  /** Everolimus is given: with the worst class only where the investigator judges that the benefit outweighs the risk. */
  readonly everolimus?: boolean
}

/** MH: one illness or operation, before the study or still there. */
export const medicalHistoryOf = ({ childPugh = false, everolimus = false }: Asked = {}) =>
  defineForm({
    oid: 'MH',
    title: { en: 'Medical history', fr: 'Antécédents médicaux' },
    repeating: true,
    nameItem: 'MHTERM',
    domain: 'MH',
    columns: ['MHTERM', 'MHCAT', 'MHSTDAT', 'MHONGO', 'MHENDAT', 'MHTOXGR'],
    groups: {
      CONDITION: {
        title: { en: 'Condition', fr: 'Affection' },
        items: {
          MHTERM: text({ label: { en: 'Condition', fr: 'Affection' }, maxLength: 200, required: true }),
          MHDECOD: text({
            label: { en: 'Coded term', fr: 'Terme codé' },
            help: { en: 'MedDRA preferred term.', fr: 'Terme préférentiel MedDRA.' },
            maxLength: 200,
          }),
          MHCAT: code({
            label: { en: 'Kind', fr: 'Catégorie' },
            codeList: categories,
            display: 'search',
            required: true,
          }),
          MHSTDAT: date({ label: { en: 'Start', fr: 'Début' }, partial: true, required: true, missing: true }),
          MHONGO: yesNo({ en: 'Still there', fr: 'Toujours présente' }),
          MHENDAT: date({
            label: { en: 'End', fr: 'Fin' },
            partial: true,
            required: 'MHONGO == "N"',
            missing: true,
          }),
          MHTOXGR: code({
            label: { en: 'Grade now', fr: 'Grade actuel' },
            codeList: historyGrades,
            display: 'radio',
            when: 'MHONGO == "Y"',
            required: true,
            missing: true,
          }),
        },
      },
      DETAIL: {
        title: { en: 'More about it', fr: 'Précisions' },
        items: {
          NYHA: code({
            label: { en: 'NYHA class', fr: 'Classe NYHA' },
            help: { en: 'For heart failure.', fr: "En cas d'insuffisance cardiaque." },
            codeList: heartFailureClasses,
            display: 'radio',
            when: 'MHCAT == "CARDIAC"',
          }),
          ...(childPugh && {
            CHILDPUGH: code({
              label: { en: 'Child-Pugh class', fr: 'Classe de Child-Pugh' },
              help: { en: 'Doses depend on it.', fr: 'Les doses en dépendent.' },
              codeList: childPughClasses,
              display: 'radio',
              when: hasLiverDisease,
              required: true,
              missing: true,
            }),
          }),
          ...(everolimus && {
            CHILD_PUGH_BENEFIT: yesNo(
              {
                en: 'Does the benefit of everolimus outweigh the risk?',
                fr: "Le bénéfice de l'évérolimus l'emporte-t-il sur le risque ?",
              },
              {
                when: `${hasLiverDisease} && CHILDPUGH == "C"`,
                help: { en: 'The investigator decides.', fr: "L'investigateur décide." },
              },
            ),
          }),
          HIVVLDAT: date({
            label: { en: 'Date of the viral load', fr: 'Date de la charge virale' },
            when: 'MHCAT == "HIV"',
            required: true,
            missing: true,
          }),
          HIVVLUND: yesNo(
            { en: 'Viral load undetectable', fr: 'Charge virale indétectable' },
            { when: 'MHCAT == "HIV"' },
          ),
          BMTRTDAT: date({
            label: { en: 'Brain metastases treated', fr: 'Métastases cérébrales traitées le' },
            partial: true,
            when: 'MHCAT == "BRAIN_METS"',
            required: true,
            missing: true,
          }),
          BMSTABDAT: date({
            label: { en: 'Stable since', fr: 'Stables depuis' },
            partial: true,
            when: 'MHCAT == "BRAIN_METS"',
            required: true,
            missing: true,
          }),
          STERSTOPDAT: date({
            label: { en: 'Without steroids since', fr: 'Sans corticoïdes depuis' },
            partial: true,
            when: 'MHCAT == "BRAIN_METS"',
            required: true,
            missing: true,
          }),
          SECMALFREE: date({
            label: { en: 'Free of that cancer since', fr: 'Sans ce cancer depuis' },
            partial: true,
            when: 'MHCAT == "MALIGNANCY"',
            required: true,
            missing: true,
          }),
        },
      },
    },
    checks: courseChecks(
      'MH',
      { start: 'MHSTDAT', end: 'MHENDAT', ongoing: 'MHONGO' },
      {
        backwards: { en: 'The condition ends before it starts.', fr: "L'affection finit avant de commencer." },
        goesOn: {
          en: 'Still there, but an end date is given.',
          fr: 'Toujours présente, mais une date de fin est donnée.',
        },
      },
    ),
  })

export const medicalHistory = medicalHistoryOf()
