import { defineTexts, useTexts } from './language'

/** Why a password that somebody gave for an act opened nothing. */
export type PasswordNotTaken =
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  /** It was not looked at: after a wrong one a device waits. */
  | { readonly kind: 'too-early'; readonly waitSeconds: number }

/** Says it beside the field; a right password that came too soon is never called a wrong one. */
export function usePasswordProblem(): (answer: PasswordNotTaken) => string {
  const say = useTexts(passwordProblemTexts)
  return (answer) => {
    if (answer.kind === 'wrong') return say('wrong', { count: answer.triesLeft })
    return answer.waitSeconds > 90
      ? say('waitMinutes', { count: Math.ceil(answer.waitSeconds / 60) })
      : say('waitSeconds', { count: answer.waitSeconds })
  }
}

export const passwordProblemTexts = defineTexts('password-problem', {
  en: {
    wrong_one: 'That is not your password. One more try before this computer makes you wait longer.',
    wrong_other: 'That is not your password. {{count}} tries before this computer makes you wait longer.',
    waitSeconds_one: 'After a wrong password this computer waits. Try again in {{count}} second.',
    waitSeconds_other: 'After a wrong password this computer waits. Try again in {{count}} seconds.',
    waitMinutes_one: 'After so many wrong passwords this computer waits. Try again in {{count}} minute.',
    waitMinutes_other: 'After so many wrong passwords this computer waits. Try again in {{count}} minutes.',
  },
  fr: {
    wrong_one:
      'Ce n’est pas votre mot de passe. Encore un essai avant que cet ordinateur ne vous fasse attendre davantage.',
    wrong_other:
      'Ce n’est pas votre mot de passe. {{count}} essais avant que cet ordinateur ne vous fasse attendre davantage.',
    waitSeconds_one: 'Après un mot de passe inexact, cet ordinateur attend. Réessayez dans {{count}} seconde.',
    waitSeconds_other: 'Après un mot de passe inexact, cet ordinateur attend. Réessayez dans {{count}} secondes.',
    waitMinutes_one: 'Après tant de mots de passe inexacts, cet ordinateur attend. Réessayez dans {{count}} minute.',
    waitMinutes_other: 'Après tant de mots de passe inexacts, cet ordinateur attend. Réessayez dans {{count}} minutes.',
  },
  sv: {
    wrong_one: 'Det är inte ditt lösenord. Ett försök till innan datorn låter dig vänta längre.',
    wrong_other: 'Det är inte ditt lösenord. {{count}} försök innan datorn låter dig vänta längre.',
    waitSeconds_one: 'Efter ett fel lösenord väntar datorn. Försök igen om {{count}} sekund.',
    waitSeconds_other: 'Efter ett fel lösenord väntar datorn. Försök igen om {{count}} sekunder.',
    waitMinutes_one: 'Efter så många fel lösenord väntar datorn. Försök igen om {{count}} minut.',
    waitMinutes_other: 'Efter så många fel lösenord väntar datorn. Försök igen om {{count}} minuter.',
  },
})
