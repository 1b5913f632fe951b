import type { CustomerPage, Said } from "../../app/requests/customer-portal.ts";
import { type Pages, When } from "../page.tsx";
import { SurveyForm } from "./survey-form.tsx";
import { choiceId, commentId, type Filled, nothingFilled, type Wrongs } from "./survey-submission.ts";

/** The customer's page: what they were told, what they were given, and the survey where there is one. */

export type CustomerView = {
  readonly page: CustomerPage;
  readonly pageId: string;
  /** After a sending that was not taken: the form as it was filled in, and what is wrong with it. */
  readonly filled?: Filled;
  readonly wrongs?: Wrongs;
  /** One sentence for the top of the page: why a sending was not taken. */
  readonly problem?: string;
  /** The answers were just taken. */
  readonly thanked?: boolean;
};

const SaidByUs = ({ said, page }: { said: Said; page: CustomerPage }) => (
  <figure class="said">
    <blockquote dir="auto">{said.text}</blockquote>
    <figcaption>
      <When at={said.at} locale={page.locale} zone={page.zone} />
    </figcaption>
  </figure>
);

/** What stands where the form would be. `none` and `open` have no words of their own. */
const surveyWords: Record<CustomerPage["survey"], { title: string; text: string } | undefined> = {
  none: undefined,
  open: undefined,
  answered: {
    title: "Thank you",
    text: "We have your answers. They go to the people who handled your case, and help us do better.",
  },
  expired: {
    title: "The survey is over",
    text: "Thank you all the same. If there is still something you'd like to tell us, please reply to the message that this link came in.",
  },
  "opted-out": {
    title: "No more surveys",
    text: "We won't send you surveys anymore. If something is wrong, we're still glad to hear from you.",
  },
};

/** Nothing was said or given yet. */
const isQuiet = ({ apology, updates, remedies }: CustomerPage) =>
  apology === undefined && updates.length === 0 && remedies.length === 0;

const leadWords = (page: CustomerPage): string => {
  const { organization, survey } = page;
  if (!isQuiet(page)) return `Here is what ${organization} has told you about your complaint, all in one place.`;
  if (survey === "open")
    return `${organization} has looked into your complaint and would like to know how it went for you.`;
  if (survey === "none")
    return `${organization} is looking into your complaint. There is nothing to read yet: what we tell you will be kept here.`;
  return `This is where ${organization} keeps what you are told about your complaint.`;
};

const Problem = ({ view }: { view: CustomerView }) => {
  const wrongs = Object.entries(view.wrongs ?? {});
  if (view.problem === undefined && wrongs.length === 0) return null;
  return (
    <div class="note bad" role="alert">
      {view.problem === undefined ? <p>Almost there. What you entered is still here.</p> : <p>{view.problem}</p>}
      {wrongs.length > 0 ? (
        <ul>
          {wrongs.map(([field, words]) => (
            <li key={field}>
              <a href={`#${field === commentId ? commentId : choiceId(field)}`}>{words}</a>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
};

export const customerPage = (pages: Pages, view: CustomerView): string => {
  const { page } = view;
  const { apology, updates, remedies, survey } = page;
  const open = survey === "open";
  const quiet = isQuiet(page);
  const settled = surveyWords[survey];
  const failed = view.problem !== undefined || Object.keys(view.wrongs ?? {}).length > 0;
  return pages.render({
    title: `${failed ? "Please check: " : ""}Your case with ${page.organization}`,
    site: page.organization,
    children: (
      <>
        <h1>{page.customerName ? `Hello, ${page.customerName}` : "Hello"}</h1>
        <Problem view={view} />
        {view.thanked && open ? (
          <div class="note" role="status">
            <p>Thank you. Your answers are saved. You may add to them below, or leave it at that.</p>
          </div>
        ) : null}
        <p class="lead">{leadWords(page)}</p>
        {open && !quiet ? (
          <p>
            <a href="#survey">How did we do? Go to our short survey</a>
          </p>
        ) : null}
        {settled === undefined ? null : (
          <div class="note">
            <h2>{settled.title}</h2>
            <p>{settled.text}</p>
          </div>
        )}
        {apology === undefined ? null : (
          <section class="card" aria-labelledby="apology">
            <h2 id="apology">Our apology</h2>
            <SaidByUs said={apology} page={page} />
          </section>
        )}
        {remedies.length === 0 ? null : (
          <section class="card" aria-labelledby="remedies">
            <h2 id="remedies">What we're doing for you</h2>
            <ul class="given">
              {remedies.map((remedy) => (
                <li key={remedy}>{remedy}</li>
              ))}
            </ul>
          </section>
        )}
        {updates.length === 0 ? null : (
          <section class="card" aria-labelledby="updates">
            <h2 id="updates">{updates.length === 1 ? "Our latest word" : "Our messages, newest first"}</h2>
            {updates.toReversed().map((said) => (
              <SaidByUs key={said.at} said={said} page={page} />
            ))}
          </section>
        )}
        {open ? (
          <SurveyForm
            given={page.answers}
            comment={page.comment}
            filled={view.filled ?? nothingFilled}
            wrongs={view.wrongs ?? {}}
            pageId={view.pageId}
          />
        ) : null}
      </>
    ),
    footer: (
      <p>
        {page.caseNumber === undefined ? null : `Your case is number ${page.caseNumber}. `}
        This page is meant for you alone: anyone who has its link can read it.
      </p>
    ),
  });
};
