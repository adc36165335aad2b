import { createInstance } from 'i18next'
import { useMemo, useSyncExternalStore } from 'react'

/** Languages the screens speak. A study's own texts may know more. */
export const LANGUAGES = ['en', 'fr', 'sv'] as const
export type UiLanguage = (typeof LANGUAGES)[number]

/** Each in its own language, as whoever speaks it looks for it. */
export const LANGUAGE_NAMES: { readonly [L in UiLanguage]: string } = { en: 'English', fr: 'Français', sv: 'Svenska' }

const i18n = createInstance()
void i18n.init({
  lng: 'en',
  fallbackLng: 'en',
  supportedLngs: LANGUAGES,
  resources: {},
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  // React escapes; escaping twice would show "&#39;".
  interpolation: { escapeValue: false },
})

/** The texts of one area, in every language, with the same keys in each. */
export interface Texts<K extends string> {
  readonly namespace: string
  readonly en: Readonly<Record<K, string>>
  readonly fr: Readonly<Record<K, string>>
  readonly sv: Readonly<Record<K, string>>
}

/** Keys as code asks for them: `waiting_one` and `waiting_other` are both asked for as `waiting` with a count. */
export type TextKey<K extends string> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K
export type TextValues = Readonly<Record<string, string | number>>
export type Say<K extends string> = (key: TextKey<K>, values?: TextValues) => string

/**
 * Registers an area's texts under its name. A key that French or Swedish lacks does not compile. `{{name}}` takes a value; the pair
 * `key_one`, `key_other` is chosen by `count`.
 */
export function defineTexts<const K extends string>(
  namespace: string,
  texts: {
    readonly en: Readonly<Record<K, string>>
    readonly fr: Readonly<Record<NoInfer<K>, string>>
    readonly sv: Readonly<Record<NoInfer<K>, string>>
  },
): Texts<K> {
  for (const language of LANGUAGES) i18n.addResourceBundle(language, namespace, texts[language], true, true)
  return { namespace, ...texts }
}

const follow = (changed: () => void): (() => void) => {
  i18n.on('languageChanged', changed)
  return () => i18n.off('languageChanged', changed)
}

const spoken = (): UiLanguage => LANGUAGES.find((language) => language === i18n.language) ?? 'en'

/** The language of the screen; draws again when it changes. A form has hundreds of parts that follow it. */
export const useLanguage = (): UiLanguage => useSyncExternalStore(follow, spoken)

/**
 * The texts of an area in the language of the screen. A text without values is looked up as it stands: most are, and asking
 * i18next for each was a fifth of the script of storing an answer.
 */
export function useTexts<K extends string>(texts: Texts<K>): Say<K> {
  const language = useLanguage()
  return useMemo(() => {
    const plain: Readonly<Partial<Record<string, string>>> = texts[language]
    return (key, values) =>
      (values ? undefined : plain[key]) ?? i18n.t(key, { lng: language, ns: texts.namespace, ...values })
  }, [language, texts])
}

/** Switches every screen at once, and tells assistive technology which language the page is in. */
export function speak(language: UiLanguage): void {
  document.documentElement.lang = language
  void i18n.changeLanguage(language)
}
