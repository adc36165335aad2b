import { useEffect, useState } from 'react'
import { preferred, signedIn, takenBack, useAppDispatch, useAppSelector } from '../../app/store'
import { EmptiedNotice } from '../../app/emptied-notice'
import { useHost } from '../../app/host-context'
import type { DataDoor, KnownPerson, Session } from '../../data/door'
import { useAsked, useData } from '../../data/hooks'
import type { Revocation } from '../../data/revocation'
import { Icon } from '../../ui/icon'
import { LANGUAGES, LANGUAGE_NAMES, useTexts } from '../../ui/language'
import { Loading } from '../../ui/progress'
import { Invited } from './invited'
import { People } from './people'
import { Revoked } from './revoked'
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
  const revocation = useRevocation()
  const people = useKnownPeople(revocation)
  const lockedName = useAppSelector(({ session }) => (session.phase === 'locked' ? session.userName : undefined))
  const [chosen, setChosen] = useState<string | undefined>(lockedName)
  const [someoneElse, setSomeoneElse] = useState(expected !== undefined)

  const enter = (session: Session) => {
    void host.setPrivate(false)
    dispatch(signedIn(session))
  }

  if (!people) return <Loading />
  if (revocation?.kind === 'ordered')
    return (
      <main className={styles.page}>
        <div className={styles.sheet}>
          <Brand />
          <Revoked revocation={revocation} />
        </div>
        <Languages />
      </main>
    )
  const person = people.find(({ userName }) => userName === chosen) ?? people[0]
  const firstTime = someoneElse || !person
  const locked = lockedName !== undefined && !firstTime && person.userName === lockedName
  return (
    <main className={styles.page}>
      <div className={styles.sheet}>
        <Brand />
        {revocation && <Revoked revocation={revocation} />}
        <EmptiedNotice />
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

function Brand() {
  return (
    <p className={styles.brand}>
      <Icon name="tracer" />
      Tracer
    </p>
  )
}

const revocationHere = (data: DataDoor) => data.revocation()

/** What became of this device, now and whenever it changes. Where storage cannot be opened, the sign-in says so. */
function useRevocation(): Revocation | undefined {
  const dispatch = useAppDispatch()
  const revocation = useAsked('revoked', revocationHere)
  useEffect(() => {
    // Whose forms somebody had in hands goes with the rest.
    if (revocation) dispatch(takenBack())
  }, [revocation, dispatch])
  return revocation
}

/** Read anew when the device has changed under them. */
function useKnownPeople(revocation: Revocation | undefined): readonly KnownPerson[] | undefined {
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
  }, [data, revocation])
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
