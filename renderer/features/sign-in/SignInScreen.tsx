import { useEffect, useState } from 'react'
import { preferred, signedIn, useAppDispatch, useAppSelector } from '../../app/store'
import { useHost } from '../../app/host-context'
import type { KnownPerson, Session } from '../../data/door'
import { useData } from '../../data/hooks'
import { Icon } from '../../ui/icon'
import { LANGUAGES, LANGUAGE_NAMES, useTexts } from '../../ui/language'
import { Loading } from '../../ui/progress'
import { Invited } from './invited'
import { People } from './people'
import { SignInForm } from './sign-in-form'
import styles from './sign-in.module.css'
import { signInTexts } from './texts'

/**
 * The only thing there is while nobody is signed in: for the first time, the next morning, and after a lock. `expected`
 * is the user name of somebody who has just set their password.
 */
export function SignInScreen({
  expected,
  onInvitation,
}: {
  readonly expected?: string | undefined
  /** Somebody brought an invitation. */
  readonly onInvitation: (token: string) => void
}) {
  const say = useTexts(signInTexts)
  const host = useHost()
  const dispatch = useAppDispatch()
  const people = useKnownPeople()
  const lockedName = useAppSelector(({ session }) => (session.phase === 'locked' ? session.userName : undefined))
  const [chosen, setChosen] = useState<string | undefined>(lockedName)
  const [someoneElse, setSomeoneElse] = useState(expected !== undefined)

  const enter = (session: Session) => {
    void host.setPrivate(false)
    dispatch(signedIn(session))
  }

  if (!people) return <Loading />
  const person = people.find(({ userName }) => userName === chosen) ?? people[0]
  const firstTime = someoneElse || !person
  const locked = lockedName !== undefined && !firstTime && person.userName === lockedName
  return (
    <main className={styles.page}>
      <div className={styles.sheet}>
        <p className={styles.brand}>
          <Icon name="tracer" />
          Tracer
        </p>
        <div className={styles.titles}>
          <h1>{firstTime ? say('firstTime') : locked ? say('locked') : say('who')}</h1>
          {firstTime && <p className="mute">{say('firstTimeText')}</p>}
          {locked && <p className="mute">{say('lockedText')}</p>}
        </div>
        {people.length > 0 && (
          <People
            people={people}
            chosen={firstTime ? undefined : person.userName}
            onChoose={(userName) => {
              setSomeoneElse(userName === undefined)
              setChosen(userName)
            }}
          />
        )}
        {/* Another person begins with an empty form. */}
        <SignInForm
          key={firstTime ? '' : person.userName}
          person={firstTime ? undefined : person}
          userName={expected}
          locked={locked}
          onEnter={enter}
        />
        {firstTime && <Invited onInvitation={onInvitation} />}
      </div>
      <Languages />
    </main>
  )
}

function useKnownPeople(): readonly KnownPerson[] | undefined {
  const data = useData()
  const [people, setPeople] = useState<readonly KnownPerson[]>()
  useEffect(() => {
    let here = true
    void data.people().then((found) => {
      if (here) setPeople(found)
    })
    return () => {
      here = false
    }
  }, [data])
  return people
}

function Languages() {
  const dispatch = useAppDispatch()
  const current = useAppSelector(({ preferences }) => preferences.language)
  return (
    <footer className={styles.languages}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={styles.language}
          aria-pressed={language === current}
          onClick={() => dispatch(preferred({ language }))}
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </footer>
  )
}
