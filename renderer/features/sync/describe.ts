import { type FormPath, formOf, type Scope, steps } from '#shared/casebook/path'
import type { ChangeBody } from '#shared/change/change'
import type { CompiledStudy } from '#shared/study/compile'
import { type Language, textIn } from '#shared/study/definition'
import type { Say } from '../../ui/language'
import type { syncTexts } from './texts'

/** A change in plain words and without its value: "Haemoglobin, Haematology, Cycle 1 week 4". */
export function describe(
  body: ChangeBody,
  study: CompiledStudy | undefined,
  say: Say<keyof typeof syncTexts.en>,
  language: Language,
): string {
  const event = (path: Scope): string | undefined => {
    const def = study?.event(steps(path)[0]?.oid ?? '')
    return def && def.kind !== 'log' ? textIn(def.title, language) : undefined
  }
  const formTitle = (form: FormPath): string => {
    const oid = steps(form)[1]?.oid ?? ''
    const def = study?.form(oid)
    return def ? textIn(def.title, language) : oid
  }
  const form = (path: FormPath): string => [formTitle(path), event(path)].filter(Boolean).join(', ')
  const scope = (path: Scope): string => {
    const inForm = formOf(path)
    if (!inForm) return event(path) ?? say('casebook')
    const [, formStep, , itemStep] = steps(path)
    if (!formStep || !itemStep) return form(inForm)
    const def = study?.item(formStep.oid, itemStep.oid)?.def
    return `${def ? textIn(def.label, language) : itemStep.oid}, ${form(inForm)}`
  }

  switch (body.kind) {
    case 'enrol':
      return say('enrol')
    case 'amend':
      return say('amend')
    case 'value': {
      const [first, ...others] = body.items
      if (!first) return ''
      return others.length === 0
        ? scope(first.path)
        : `${scope(first.path)}, ${say('andMore', { count: others.length })}`
    }
    case 'status':
      return say(`status-${body.status}`, { form: form(body.form) })
    case 'confirm':
      return say('confirm', { form: form(body.form) })
    case 'query':
      return say(`query-${body.move}`, { what: scope(body.scope) })
    case 'verify':
      return say('verify', { what: scope(body.scope) })
    case 'unverify':
      return say('unverify', { what: scope(body.scope) })
    case 'lock':
      return say(`lock-${body.closing}`, { what: scope(body.scope) })
    case 'export':
      return say('export')
    case 'review':
      return say('review', { form: form(body.form) })
    case 'sign':
      return say('sign')
    case 'dose-release':
      return say('dose-release')
    case 'eligibility':
      return say('eligibility')
    case 'resolve':
      return say('resolve', { what: scope(body.path) })
    case 'withdraw':
      return say('withdraw', { what: scope(body.scope) })
    case 'attach':
      return say('attach', { form: form(body.form) })
    case 'detach':
      return say('detach', { form: form(body.form) })
    case 'release':
      return say('release')
    case 'redaction-request':
    case 'redaction-decision':
      return say(body.kind)
    case 'request':
      return say('request')
    case 'refuse':
      return say('refuse')
    case 'randomise':
    case 'unblind':
      return say(body.kind)
    case 'transfer':
      return say('transfer', { site: body.to })
    case 'carried':
    case 'void':
      return say(body.kind)
  }
}
