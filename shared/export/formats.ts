import type { LocalText } from '../study/definition'
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
  readonly title: LocalText
  readonly text: LocalText
  readonly options: readonly FormatOption[]
}

/** Every format that a person can ask for, in the order in which screens offer them. */
export const formats: { readonly [F in ExportFormat]: FormatAbout } = {
  pdf: {
    name: 'casebooks',
    title: { en: 'Casebooks, PDF', fr: 'Cahiers, PDF', sv: 'Patientformulär, PDF' },
    text: {
      en: 'To read and to file: one document a participant, with queries, signatures and audit trail.',
      fr: 'À lire et à classer : un document par participant, avec questions, signatures et piste d’audit.',
    },
    options: ['language'],
  },
  csv: {
    name: 'tables',
    title: { en: 'Tables, CSV', fr: 'Tableaux, CSV', sv: 'Tabeller, CSV' },
    text: {
      en: 'To compute with: one table a form, audit trail, queries, signatures and a codebook.',
      fr: 'Pour le calcul : un tableau par formulaire, piste d’audit, questions, signatures et lexique.',
    },
    options: ['language'],
  },
  complete: {
    name: 'complete',
    title: { en: 'Complete copy', fr: 'Copie complète', sv: 'Fullständig kopia' },
    text: {
      en: 'Casebooks and tables in one archive, with a manifest that shows any later change.',
      fr: 'Cahiers et tableaux dans une archive, avec un manifeste qui révèle toute modification ultérieure.',
    },
    options: ['language'],
  },
  odm: {
    name: 'odm-1.3.2',
    title: { en: 'ODM-XML 1.3.2', fr: 'ODM-XML 1.3.2', sv: 'ODM-XML 1.3.2' },
    text: {
      en: 'For another data system: study and data in one file, as CDISC describes it.',
      fr: 'Pour un autre système de données : étude et données dans un fichier, selon CDISC.',
    },
    options: ['history'],
  },
  odm2: {
    name: 'odm-2.0',
    title: { en: 'ODM-XML 2.0', fr: 'ODM-XML 2.0', sv: 'ODM-XML 2.0' },
    text: {
      en: 'The same in the edition of 2023, for systems that read it.',
      fr: 'De même, dans l’édition de 2023, pour les systèmes qui la lisent.',
    },
    options: ['history'],
  },
}
