import type { SpokenText } from '../study/names'
import type { ExportFormat } from './manifest'

/** What can be chosen about a format besides who and what goes. */
export type FormatOption =
  /** The language of labels and headings. */
  | 'language'
  /** What stands, or everything that happened. */
  | 'history'

export interface FormatAbout {
  /** What the file is called by, in every language. */
  readonly name: string
  readonly title: SpokenText
  readonly text: SpokenText
  readonly options: readonly FormatOption[]
}

/** Every format that a person can ask for, in the order in which screens offer them. */
export const formats: { readonly [F in ExportFormat]: FormatAbout } = {
  pdf: {
    name: 'casebooks',
    title: { en: 'Casebooks, PDF', fr: 'Cahiers, PDF', sv: 'CRF-pärmar, PDF' },
    text: {
      en: 'To read and to file: one document a participant, with queries, signatures and audit trail.',
      fr: 'À lire et à classer : un document par participant, avec questions, signatures et piste d’audit.',
      sv: 'För läsning och arkivering: ett dokument per deltagare, med frågor, signaturer och ändringslogg.',
    },
    options: ['language'],
  },
  csv: {
    name: 'tables',
    title: { en: 'Tables, CSV', fr: 'Tableaux, CSV', sv: 'Tabeller, CSV' },
    text: {
      en: 'To compute with: one table a form, audit trail, queries, signatures and a codebook.',
      fr: 'Pour le calcul : un tableau par formulaire, piste d’audit, questions, signatures et lexique.',
      sv: 'För beräkning: en tabell per formulär, ändringslogg, frågor, signaturer och en kodbok.',
    },
    options: ['language'],
  },
  complete: {
    name: 'complete',
    title: { en: 'Complete copy', fr: 'Copie complète', sv: 'Fullständig kopia' },
    text: {
      en: 'Casebooks and tables in one archive, with a manifest that shows any later change.',
      fr: 'Cahiers et tableaux dans une archive, avec un manifeste qui révèle toute modification ultérieure.',
      sv: 'CRF-pärmar och tabeller i ett arkiv, med ett manifest som visar varje senare ändring.',
    },
    options: ['language'],
  },
  odm: {
    name: 'odm-1.3.2',
    title: { en: 'ODM-XML 1.3.2', fr: 'ODM-XML 1.3.2', sv: 'ODM-XML 1.3.2' },
    text: {
      en: 'For another data system: study and data in one file, as CDISC describes it.',
      fr: 'Pour un autre système de données : étude et données dans un fichier, selon CDISC.',
      sv: 'För ett annat datasystem: studie och data i en fil, så som CDISC beskriver det.',
    },
    options: ['history'],
  },
  odm2: {
    name: 'odm-2.0',
    title: { en: 'ODM-XML 2.0', fr: 'ODM-XML 2.0', sv: 'ODM-XML 2.0' },
    text: {
      en: 'The same in the edition of 2023, for systems that read it.',
      fr: 'De même, dans l’édition de 2023, pour les systèmes qui la lisent.',
      sv: 'Detsamma i 2023 års utgåva, för system som läser den.',
    },
    options: ['history'],
  },
  'dataset-json': {
    name: 'dataset-json',
    title: { en: 'Data sets, Dataset-JSON', fr: 'Jeux de données, Dataset-JSON', sv: 'Datamängder, Dataset-JSON' },
    text: {
      en: 'For the statistician: one data set a domain in the shape of SDTM, described by Define-XML.',
      fr: 'Pour le statisticien : un jeu par domaine selon SDTM, décrit par Define-XML.',
      sv: 'För statistikern: en datamängd per domän enligt SDTM, beskriven av Define-XML.',
    },
    options: [],
  },
  xpt: {
    name: 'xpt',
    title: { en: 'Data sets, SAS transport', fr: 'Jeux de données, transport SAS', sv: 'Datamängder, SAS-transport' },
    text: {
      en: 'The same for SAS, version 5. Long texts go on in the supplement, which the manifest tells.',
      fr: 'De même pour SAS, version 5. Les textes longs continuent dans le supplément, comme le dit le manifeste.',
      sv: 'Detsamma för SAS, version 5. Långa texter fortsätter i supplementet, vilket manifestet anger.',
    },
    options: [],
  },
  tte: {
    name: 'time-to-event',
    title: { en: 'Times to an event', fr: 'Délais jusqu’à un événement', sv: 'Tid till händelse' },
    text: {
      en: 'Each endpoint of the study a participant, with its dates, censoring and the rule that decided.',
      fr: 'Chaque critère de l’étude par participant, avec ses dates, la censure et la règle qui a décidé.',
      sv: 'Varje utfallsmått i studien per deltagare, med dess datum, censurering och den regel som avgjorde.',
    },
    options: [],
  },
  define: {
    name: 'define',
    title: {
      en: 'Description of the data sets',
      fr: 'Description des jeux de données',
      sv: 'Beskrivning av datamängderna',
    },
    text: {
      en: 'Define-XML alone: which data sets and variables there are, and which items they come from.',
      fr: 'Define-XML seul : quels jeux et variables existent, et de quelles données ils viennent.',
      sv: 'Bara Define-XML: vilka datamängder och variabler som finns, och vilka uppgifter de kommer från.',
    },
    options: [],
  },
  forms: {
    name: 'forms',
    title: {
      en: 'Blank and annotated forms, PDF',
      fr: 'Formulaires vierges et annotés, PDF',
      sv: 'Tomma och annoterade formulär, PDF',
    },
    text: {
      en: 'Every form of the study as nobody has filled it, and once more with where each answer goes in data sets. Nobody’s data are in it.',
      fr: 'Chaque formulaire de l’étude, vierge, puis avec la place de chaque réponse dans les jeux de données. Sans données de personne.',
      sv: 'Varje formulär i studien, tomt, och en gång till med var varje svar hamnar i datamängder. Ingens data finns med.',
    },
    options: ['language'],
  },
}
