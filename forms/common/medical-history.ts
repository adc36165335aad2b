import { code, codeList, date, defineForm, text } from '../define'
import { courseChecks } from './course'
import { yesNo } from './yes-no'

const categories = codeList('MHCAT', {
  GENERAL: { en: 'General', fr: 'Général', sv: 'Allmänt' },
  CARDIAC: { en: 'Heart', fr: 'Cœur', sv: 'Hjärta' },
  RENAL: { en: 'Kidney', fr: 'Rein', sv: 'Njure' },
  HEPATIC: { en: 'Liver', fr: 'Foie', sv: 'Lever' },
  SURGERY: { en: 'Surgery', fr: 'Chirurgie', sv: 'Operation' },
  MALIGNANCY: { en: 'Other cancer', fr: 'Autre cancer', sv: 'Annan cancer' },
  BRAIN_METS: { en: 'Brain metastases', fr: 'Métastases cérébrales', sv: 'Hjärnmetastaser' },
  CARCINOID_SYNDROME: { en: 'Carcinoid syndrome', fr: 'Syndrome carcinoïde', sv: 'Karcinoidsyndrom' },
  DIABETES: { en: 'Diabetes', fr: 'Diabète', sv: 'Diabetes' },
  HIV: { en: 'HIV', fr: 'VIH', sv: 'HIV' },
  GILBERT: { en: 'Gilbert syndrome', fr: 'Syndrome de Gilbert', sv: 'Gilberts syndrom' },
  NEPHROTIC: { en: 'Nephrotic syndrome', fr: 'Syndrome néphrotique', sv: 'Nefrotiskt syndrom' },
  INCONTINENCE: { en: 'Incontinence', fr: 'Incontinence', sv: 'Inkontinens' },
  PSYCHIATRIC: { en: 'Psychiatric', fr: 'Psychiatrique', sv: 'Psykiatrisk' },
})

/** What goes on is not fatal: 1 to 4. */
const historyGrades = codeList('MHTOXGR', {
  '1': { en: '1 – mild', fr: '1 – léger', sv: '1 – lindrig' },
  '2': { en: '2 – moderate', fr: '2 – modéré', sv: '2 – måttlig' },
  '3': { en: '3 – severe', fr: '3 – sévère', sv: '3 – svår' },
  '4': { en: '4 – life-threatening', fr: '4 – pronostic vital engagé', sv: '4 – livshotande' },
})

const heartFailureClasses = codeList('NYHA', {
  I: { en: 'I – no limits', fr: 'I – aucune limitation', sv: 'I – inga begränsningar' },
  II: { en: 'II – slight limits', fr: 'II – limitation légère', sv: 'II – lätta begränsningar' },
  III: { en: 'III – marked limits', fr: 'III – limitation marquée', sv: 'III – tydliga begränsningar' },
  IV: { en: 'IV – at rest', fr: 'IV – au repos', sv: 'IV – i vila' },
})

const childPughClasses = codeList('CHILDPUGH', {
  A: { en: 'A – 5 or 6 points', fr: 'A – 5 ou 6 points', sv: 'A – 5 eller 6 poäng' },
  B: { en: 'B – 7 to 9 points', fr: 'B – 7 à 9 points', sv: 'B – 7 till 9 poäng' },
  C: { en: 'C – 10 to 15 points', fr: 'C – 10 à 15 points', sv: 'C – 10 till 15 poäng' },
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
    source: 'transcribed',
    title: { en: 'Medical history', fr: 'Antécédents médicaux', sv: 'Sjukdomshistoria' },
    repeating: true,
    nameItem: 'MHTERM',
    domain: 'MH',
    columns: ['MHTERM', 'MHCAT', 'MHSTDAT', 'MHONGO', 'MHENDAT', 'MHTOXGR'],
    groups: {
      CONDITION: {
        title: { en: 'Condition', fr: 'Affection', sv: 'Sjukdom' },
        items: {
          MHTERM: text({ label: { en: 'Condition', fr: 'Affection', sv: 'Sjukdom' }, maxLength: 200, required: true }),
          MHDECOD: text({
            label: { en: 'Coded term', fr: 'Terme codé', sv: 'Kodad term' },
            help: { en: 'MedDRA preferred term.', fr: 'Terme préférentiel MedDRA.', sv: 'Föredragen term i MedDRA.' },
            maxLength: 200,
          }),
          MHCAT: code({
            label: { en: 'Kind', fr: 'Catégorie', sv: 'Slag' },
            codeList: categories,
            display: 'search',
            required: true,
          }),
          MHSTDAT: date({
            label: { en: 'Start', fr: 'Début', sv: 'Start' },
            partial: true,
            required: true,
            missing: true,
          }),
          MHONGO: yesNo({ en: 'Still there', fr: 'Toujours présente', sv: 'Finns kvar' }),
          MHENDAT: date({
            label: { en: 'End', fr: 'Fin', sv: 'Slut' },
            partial: true,
            required: 'MHONGO == "N"',
            missing: true,
          }),
          MHTOXGR: code({
            label: { en: 'Grade now', fr: 'Grade actuel', sv: 'Grad nu' },
            codeList: historyGrades,
            display: 'radio',
            when: 'MHONGO == "Y"',
            required: true,
            missing: true,
          }),
        },
      },
      DETAIL: {
        title: { en: 'More about it', fr: 'Précisions', sv: 'Mer om den' },
        items: {
          NYHA: code({
            label: { en: 'NYHA class', fr: 'Classe NYHA', sv: 'NYHA-klass' },
            help: { en: 'For heart failure.', fr: 'En cas d’insuffisance cardiaque.', sv: 'Vid hjärtsvikt.' },
            codeList: heartFailureClasses,
            display: 'radio',
            when: 'MHCAT == "CARDIAC"',
          }),
          ...(childPugh && {
            CHILDPUGH: code({
              label: { en: 'Child-Pugh class', fr: 'Classe de Child-Pugh', sv: 'Child-Pugh-klass' },
              help: { en: 'Doses depend on it.', fr: 'Les doses en dépendent.', sv: 'Doser beror på den.' },
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
                fr: 'Le bénéfice de l’évérolimus l’emporte-t-il sur le risque ?',
                sv: 'Överväger nyttan av everolimus risken?',
              },
              {
                when: `${hasLiverDisease} && CHILDPUGH == "C"`,
                help: { en: 'The investigator decides.', fr: 'L’investigateur décide.', sv: 'Prövaren avgör.' },
              },
            ),
          }),
          HIVVLDAT: date({
            label: { en: 'Date of the viral load', fr: 'Date de la charge virale', sv: 'Datum för virusnivån' },
            when: 'MHCAT == "HIV"',
            required: true,
            missing: true,
          }),
          HIVVLUND: yesNo(
            { en: 'Viral load undetectable', fr: 'Charge virale indétectable', sv: 'Virusnivån omätbar' },
            { when: 'MHCAT == "HIV"' },
          ),
          BMTRTDAT: date({
            label: {
              en: 'Brain metastases treated',
              fr: 'Métastases cérébrales traitées le',
              sv: 'Hjärnmetastaser behandlade',
            },
            partial: true,
            when: 'MHCAT == "BRAIN_METS"',
            required: true,
            missing: true,
          }),
          BMSTABDAT: date({
            label: { en: 'Stable since', fr: 'Stables depuis', sv: 'Stabil sedan' },
            partial: true,
            when: 'MHCAT == "BRAIN_METS"',
            required: true,
            missing: true,
          }),
          STERSTOPDAT: date({
            label: { en: 'Without steroids since', fr: 'Sans corticoïdes depuis', sv: 'Utan kortison sedan' },
            partial: true,
            when: 'MHCAT == "BRAIN_METS"',
            required: true,
            missing: true,
          }),
          SECMALFREE: date({
            label: { en: 'Free of that cancer since', fr: 'Sans ce cancer depuis', sv: 'Fri från den cancern sedan' },
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
        backwards: {
          en: 'The condition ends before it starts.',
          fr: 'L’affection finit avant de commencer.',
          sv: 'Sjukdomen slutar innan den börjar.',
        },
        goesOn: {
          en: 'Still there, but an end date is given.',
          fr: 'Toujours présente, mais une date de fin est donnée.',
          sv: 'Finns kvar, men ett slutdatum är angivet.',
        },
      },
    ),
  })

export const medicalHistory = medicalHistoryOf()
