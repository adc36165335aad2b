import { age } from '#shared/clinical/time/age'
import { contraception, noChildbearing, sex, yesNoUnknown, yesOrNo } from '../code-lists'
import { calculated, code, codeList, computed, date, defineForm, multi } from '../define'

const races = codeList('RACE', {
  WHITE: { en: 'White', fr: 'Blanc', sv: 'Vit' },
  BLACK_OR_AFRICAN_AMERICAN: {
    en: 'Black or African American',
    fr: 'Noir ou afro-américain',
    sv: 'Svart eller afroamerikan',
  },
  ASIAN: { en: 'Asian', fr: 'Asiatique', sv: 'Asiat' },
  AMERICAN_INDIAN_OR_ALASKA_NATIVE: {
    en: 'American Indian or Alaska Native',
    fr: 'Amérindien ou autochtone d’Alaska',
    sv: 'Amerikansk ursprungsbefolkning eller Alaskas ursprungsbefolkning',
  },
  NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER: {
    en: 'Native Hawaiian or other Pacific Islander',
    fr: 'Hawaïen ou autre insulaire du Pacifique',
    sv: 'Ursprungsbefolkning på Hawaii eller annan ö i Stilla havet',
  },
  NOT_REPORTED: { en: 'Not reported', fr: 'Non communiqué', sv: 'Ej rapporterat' },
  UNKNOWN: { en: 'Unknown', fr: 'Inconnu', sv: 'Okänt' },
})

const ethnicities = codeList('ETHNIC', {
  HISPANIC_OR_LATINO: { en: 'Hispanic or Latino', fr: 'Hispanique ou latino', sv: 'Hispanic eller latino' },
  NOT_HISPANIC_OR_LATINO: {
    en: 'Not Hispanic or Latino',
    fr: 'Ni hispanique ni latino',
    sv: 'Ej hispanic eller latino',
  },
  NOT_REPORTED: { en: 'Not reported', fr: 'Non communiqué', sv: 'Ej rapporterat' },
  UNKNOWN: { en: 'Unknown', fr: 'Inconnu', sv: 'Okänt' },
})

const origin = {
  RACE: multi({ label: { en: 'Race', fr: 'Origine', sv: 'Ursprung (race)' }, codeList: races }),
  ETHNIC: code({ label: { en: 'Ethnicity', fr: 'Ethnie', sv: 'Etnicitet' }, codeList: ethnicities, display: 'radio' }),
}

interface Demographics {
  /** Who is asked about contraception: women who can become pregnant, or men as well. */
  readonly contraceptionOf?: 'women' | 'women-and-men'
  /** Only where it may be asked; no rule of ours uses it. */
  readonly race?: boolean
}

/** DM: who takes part, as little as the study needs. */
export const demographicsWith = ({ contraceptionOf = 'women', race = false }: Demographics) =>
  defineForm({
    oid: 'DM',
    source: 'transcribed',
    title: { en: 'Demographics', fr: 'Données démographiques', sv: 'Demografi' },
    groups: {
      PERSON: {
        items: {
          BRTHDAT: date({
            label: { en: 'Birth date', fr: 'Date de naissance', sv: 'Födelsedatum' },
            help: {
              en: 'As exact as your country allows: year, month and year, or full date.',
              fr: 'Aussi précise que votre pays le permet : année, mois et année, ou date complète.',
              sv: 'Så exakt som ditt land tillåter: år, år och månad eller fullständigt datum.',
            },
            partial: true,
            required: true,
          }),
          AGE: computed({
            label: { en: 'Age at consent', fr: 'Âge au consentement', sv: 'Ålder vid samtycke' },
            formula: age,
            given: { birth_date: 'BRTHDAT', on_date: 'ICF.DSSTDAT' },
            decimals: 0,
          }),
          SEX: code({ label: { en: 'Sex', fr: 'Sexe', sv: 'Kön' }, codeList: sex, display: 'radio', required: true }),
          ...(race ? origin : {}),
          COUNTRY: calculated({
            label: { en: 'Country of the site', fr: 'Pays du centre', sv: 'Prövningsställets land' },
            help: {
              en: 'As the code of the site begins, ISO 3166.',
              fr: 'Début du code du centre, ISO 3166.',
              sv: 'Som prövningsställets kod börjar, ISO 3166.',
            },
            expression: 'site.substring(0, 2)',
            result: 'text',
          }),
        },
      },
      CHILDBEARING: {
        title: { en: 'Childbearing', fr: 'Procréation', sv: 'Fertilitet' },
        items: {
          CHILDPOT: code({
            label: { en: 'Can she become pregnant?', fr: 'Peut-elle être enceinte ?', sv: 'Kan hon bli gravid?' },
            codeList: yesNoUnknown,
            display: 'radio',
            when: 'SEX == "F"',
            required: true,
          }),
          CHILDPOTRS: code({
            label: { en: 'Why not', fr: 'Pourquoi', sv: 'Varför inte' },
            codeList: noChildbearing,
            display: 'select',
            when: 'CHILDPOT == "N"',
            required: true,
          }),
          LASTMENS: date({
            label: { en: 'Last menses', fr: 'Dernières règles', sv: 'Senaste mens' },
            partial: true,
            missing: true,
            when: 'SEX == "F"',
            required: 'CHILDPOT == "Y"',
          }),
          CONTRA: code({
            label: { en: 'Agrees to contraception', fr: 'Accepte une contraception', sv: 'Går med på preventivmetod' },
            codeList: yesOrNo,
            display: 'radio',
            when:
              contraceptionOf === 'women'
                ? 'CHILDPOT == "Y" || CHILDPOT == "U"'
                : 'SEX == "M" || CHILDPOT == "Y" || CHILDPOT == "U"',
            required: true,
          }),
          CONTRAMETH: code({
            label: { en: 'Method', fr: 'Méthode', sv: 'Metod' },
            codeList: contraception,
            display: 'select',
            when: 'CONTRA == "Y"',
            required: true,
          }),
        },
      },
    },
    checks: [
      {
        id: 'DM-01',
        severity: 'S',
        items: ['BRTHDAT'],
        holds: 'years(BRTHDAT, ICF.DSSTDAT) >= 12 && years(BRTHDAT, ICF.DSSTDAT) <= 100',
        message: {
          en: 'The age at consent would be under 12 or over 100.',
          fr: 'L’âge au consentement serait inférieur à 12 ou supérieur à 100 ans.',
          sv: 'Åldern vid samtycke skulle vara under 12 eller över 100.',
        },
        cases: {
          holds: { BRTHDAT: '1961', 'ICF.DSSTDAT': '2026-01-12' },
          boundary: { BRTHDAT: '2014-01-12', 'ICF.DSSTDAT': '2026-01-12' },
          fails: { BRTHDAT: '2014-01-13', 'ICF.DSSTDAT': '2026-01-12' },
        },
      },
      {
        id: 'DM-02',
        severity: 'H',
        items: ['BRTHDAT'],
        holds: 'BRTHDAT < ICF.DSSTDAT && years(BRTHDAT, ICF.DSSTDAT) <= 120',
        message: {
          en: 'The birth date lies after the consent, or more than 120 years before it.',
          fr: 'La date de naissance est postérieure au consentement, ou antérieure de plus de 120 ans.',
          sv: 'Födelsedatumet ligger efter samtycket, eller mer än 120 år före det.',
        },
        cases: {
          holds: { BRTHDAT: '1961-05-30', 'ICF.DSSTDAT': '2026-01-12' },
          boundary: { BRTHDAT: '1905-01-13', 'ICF.DSSTDAT': '2026-01-12' },
          fails: { BRTHDAT: '2026-01-13', 'ICF.DSSTDAT': '2026-01-12' },
        },
      },
      {
        id: 'DM-03',
        severity: 'S',
        items: ['LASTMENS', 'CHILDPOT'],
        holds: [
          'CHILDPOT != "N" || (given(CHILDPOTRS) && CHILDPOTRS != "POSTMENOPAUSAL")',
          'LASTMENS < addMonths(ICF.DSSTDAT, -12)',
        ].join(' || '),
        message: {
          en: 'Menses within the 12 months before consent: she can still become pregnant.',
          fr: 'Règles dans les 12 mois précédant le consentement : une grossesse reste possible.',
          sv: 'Mens inom 12 månader före samtycket: hon kan ännu bli gravid.',
        },
        cases: {
          holds: { CHILDPOT: 'Y', LASTMENS: '2025-12-30', 'ICF.DSSTDAT': '2026-01-12' },
          boundary: { CHILDPOT: 'N', LASTMENS: '2025-01-11', 'ICF.DSSTDAT': '2026-01-12' },
          fails: { CHILDPOT: 'N', LASTMENS: '2025-01-12', 'ICF.DSSTDAT': '2026-01-12' },
        },
      },
    ],
  })

/** What most studies ask. */
export const demographics = demographicsWith({})
