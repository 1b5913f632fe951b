import type { SurveyAnswers } from "../../core/case.ts";
import { type Question, questions } from "../../core/survey.ts";
import { choiceName, commentId, type Filled, longestComment, scale, type Wrongs } from "./survey-submission.ts";

/** The survey as a form that works without any script. */

const Wrong = ({ id, words }: { id: string; words: string | undefined }) =>
  words === undefined ? null : (
    <p class="wrong" id={id}>
      {words}
    </p>
  );

type Asked = {
  readonly question: Question;
  readonly given: number | undefined;
  readonly choice: string | undefined;
  readonly wrong: string | undefined;
};

const QuestionField = ({ question, given, choice, wrong }: Asked) => {
  const { id, text, low, high } = question;
  const anchors: Record<string, string> = { "1": `: ${low}`, "5": `: ${high}` };
  const chosen = given === undefined ? choice : String(given);
  return (
    <fieldset disabled={given !== undefined} aria-describedby={wrong === undefined ? undefined : `${id}.wrong`}>
      <legend>
        {text}
        {given === undefined ? null : <span class="soft"> (answered)</span>}
      </legend>
      <Wrong id={`${id}.wrong`} words={wrong} />
      <div class="scale">
        {scale.map((step) => (
          <label key={step}>
            <input
              type="radio"
              id={`${choiceName(id)}.${step}`}
              name={choiceName(id)}
              value={step}
              checked={chosen === step}
            />
            <span class="mark">{step}</span>
            <span class="unseen"> of 5{anchors[step]}</span>
          </label>
        ))}
      </div>
      <div class="ends" aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </div>
    </fieldset>
  );
};

const CommentField = ({ comment, wrong }: { comment: string; wrong: string | undefined }) => (
  <>
    <label class="label" for={commentId}>
      Is there anything you'd like to add? <span class="soft">(optional)</span>
    </label>
    <Wrong id={`${commentId}.wrong`} words={wrong} />
    <textarea
      id={commentId}
      name={commentId}
      rows={4}
      maxLength={longestComment}
      aria-invalid={wrong === undefined ? undefined : true}
      aria-describedby={wrong === undefined ? undefined : `${commentId}.wrong`}
    >
      {comment}
    </textarea>
  </>
);

export type SurveyFormParts = {
  /** Answered before: shown, not asked again. */
  readonly given: SurveyAnswers;
  readonly comment: string | undefined;
  readonly filled: Filled;
  readonly wrongs: Wrongs;
  /** Comes back with the answers and tells a repeated sending from a second survey. */
  readonly pageId: string;
};

export const SurveyForm = ({ given, comment, filled, wrongs, pageId }: SurveyFormParts) => (
  <section class="card" id="survey" aria-labelledby="survey-title">
    <h2 id="survey-title">How did we do?</h2>
    <p class="soft">
      Answer as many as you like. Your answers go to the people who handled your case, and help us do better.
    </p>
    <form method="post">
      <input type="hidden" name="page" value={pageId} />
      {questions.map((question) => (
        <QuestionField
          key={question.id}
          question={question}
          given={given[question.id]}
          choice={filled.choices[question.id]}
          wrong={wrongs[question.id]}
        />
      ))}
      {comment === undefined ? (
        <CommentField comment={filled.comment} wrong={wrongs[commentId]} />
      ) : (
        <figure class="said">
          <figcaption>You wrote:</figcaption>
          <blockquote dir="auto">{comment}</blockquote>
        </figure>
      )}
      <div class="actions">
        <button class="button" type="submit">
          Send
        </button>
      </div>
    </form>
    <form method="post" class="after">
      <input type="hidden" name="page" value={pageId} />
      <input type="hidden" name="wish" value="no-more-surveys" />
      <p class="soft small">Would you rather not be asked? We won't send you surveys anymore.</p>
      <button class="button quiet" type="submit">
        No more surveys
      </button>
    </form>
  </section>
);
