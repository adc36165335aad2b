import type { Language } from '#shared/study/definition'

/** What the participant reads, in the language they chose; staff's screens keep theirs. */
const words = {
  hello: { en: 'Your questionnaire', fr: 'Votre questionnaire', sv: 'Ditt frågeformulär' },
  welcome: {
    en: 'Please answer by yourself. There are no right or wrong answers. You may leave a question out.',
    fr: 'Répondez vous-même. Il n’y a pas de bonne ou de mauvaise réponse. Vous pouvez passer une question.',
    sv: 'Svara själv. Det finns inga rätta eller felaktiga svar. Du får hoppa över en fråga.',
  },
  saved: {
    en: 'Each answer is saved at once.',
    fr: 'Chaque réponse est enregistrée aussitôt.',
    sv: 'Varje svar sparas direkt.',
  },
  begin: { en: 'Begin', fr: 'Commencer', sv: 'Börja' },
  goOn: { en: 'Continue', fr: 'Continuer', sv: 'Fortsätt' },
  part: { en: 'Part {n} of {of}', fr: 'Partie {n} sur {of}', sv: 'Del {n} av {of}' },
  number: { en: 'Question {n} of {of}', fr: 'Question {n} sur {of}', sv: 'Fråga {n} av {of}' },
  paper: {
    en: 'Read this question on your sheet, then answer here.',
    fr: 'Lisez cette question sur votre feuille, puis répondez ici.',
    sv: 'Läs frågan på ditt papper och svara här.',
  },
  back: { en: 'Back', fr: 'Retour', sv: 'Tillbaka' },
  next: { en: 'Next', fr: 'Suivant', sv: 'Nästa' },
  unanswered: {
    en: 'You have not answered this one. Go on without it?',
    fr: 'Vous n’avez pas répondu à cette question. Continuer sans répondre ?',
    sv: 'Du har inte svarat på den här frågan. Vill du gå vidare ändå?',
  },
  goWithout: { en: 'Go on without it', fr: 'Continuer sans répondre', sv: 'Gå vidare utan svar' },
  stay: { en: 'Answer it', fr: 'Répondre', sv: 'Svara' },
  leftOut: {
    en: 'You left this one out. You can still answer it.',
    fr: 'Vous avez laissé cette question. Vous pouvez encore y répondre.',
    sv: 'Du hoppade över den här. Du kan fortfarande svara.',
  },
  touchScale: {
    en: 'Touch the scale, or use the buttons.',
    fr: 'Touchez l’échelle ou utilisez les boutons.',
    sv: 'Tryck på skalan eller använd knapparna.',
  },
  mark: { en: 'Your mark: {n}', fr: 'Votre repère : {n}', sv: 'Din markering: {n}' },
  less: { en: 'One less', fr: 'Un de moins', sv: 'Ett mindre' },
  more: { en: 'One more', fr: 'Un de plus', sv: 'Ett mer' },
  thanks: { en: 'Thank you', fr: 'Merci', sv: 'Tack' },
  giveBack: {
    en: 'Your answers are saved. Please give the screen back to the nurse.',
    fr: 'Vos réponses sont enregistrées. Rendez l’écran à l’infirmière.',
    sv: 'Dina svar är sparade. Lämna tillbaka skärmen till sköterskan.',
  },
  nextPart: { en: 'One more part follows.', fr: 'Il reste une autre partie.', sv: 'En del till följer.' },
  notSaved: {
    en: 'This answer could not be saved. Please tell the nurse.',
    fr: 'Cette réponse n’a pas pu être enregistrée. Prévenez l’infirmière.',
    sv: 'Svaret kunde inte sparas. Säg till sköterskan.',
  },
  language: { en: 'Language', fr: 'Langue', sv: 'Språk' },
  large: { en: 'Larger text', fr: 'Texte plus grand', sv: 'Större text' },
  staff: { en: 'Staff', fr: 'Soignants', sv: 'Personal' },
} as const satisfies Record<string, Record<Language, string>>

export type Word = keyof typeof words
export type Tell = (word: Word, numbers?: { readonly n: number; readonly of?: number }) => string

/** Speaks one language. */
export const tellIn =
  (language: Language): Tell =>
  (word, numbers) =>
    words[word][language].replace('{n}', String(numbers?.n)).replace('{of}', String(numbers?.of))
