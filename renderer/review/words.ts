import { useCallback } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { type Scope, formOf, formOid, itemOf, steps } from '#shared/casebook/path'
import type { Logged } from '#shared/change/change'
import { wordsIn } from '#shared/export/words'
import type { CompiledStudy } from '#shared/study/compile'
import { type Language, textIn } from '#shared/study/definition'
import { usePersonName } from '../app/people'
import { useLanguage, useTexts } from '../ui/language'
import { reviewTexts } from './texts'

/** The parts of a scope in words, from the outside in; none for the casebook. The log is no visit and has no name. */
export function scopeWords(study: CompiledStudy | undefined, scope: Scope, language: Language) {
  const [eventStep, formStep, , itemStep] = steps(scope)
  const event = eventStep && study?.event(eventStep.oid)
  const form = formStep && study?.form(formStep.oid)
  const item = formStep && itemStep && study?.item(formStep.oid, itemStep.oid)?.def
  return {
    visit: event && event.kind !== 'log' ? textIn(event.title, language) : undefined,
    form: form ? textIn(form.title, language) : formOf(scope) && formStep?.oid,
    item: item ? textIn(item.label, language) : undefined,
  }
}

/** "Weight, Vital signs, Week 4". */
export function scopeName(study: CompiledStudy | undefined, scope: Scope, language: Language): string | undefined {
  const { visit, form, item } = scopeWords(study, scope, language)
  const parts = [item, form, visit].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(', ') : undefined
}

/** What one record of a log is called: the event, the medicine. */
export function recordName(study: CompiledStudy, casebook: Casebook, scope: Scope): string | undefined {
  const form = formOf(scope)
  const name = form && study.form(formOid(form))?.nameItem
  if (form === undefined || name === undefined) return undefined
  const item = [...(casebook.forms.get(form)?.items.values() ?? [])].find(({ path }) => itemOf(path) === name)
  return item?.value?.state === 'value' ? item.value.text : undefined
}

/** Who said something, with what they were then. */
export function useAuthorName(): (logged: Logged) => string {
  const nameOf = usePersonName()
  const say = useTexts(reviewTexts)
  const language = useLanguage()
  return useCallback(
    ({ change: { author, role } }) =>
      say('by', { name: nameOf(author) ?? say('someone'), role: wordsIn(language).role[role] }),
    [nameOf, say, language],
  )
}
