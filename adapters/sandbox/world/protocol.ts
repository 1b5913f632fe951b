/**
 * The sandbox's own protocol.yaml, used where AMENDS_PROTOCOL names none. Round-the-clock hours and no quiet hours, so that
 * what happens when time is skipped never depends on the hour of the day at which someone tries it.
 */
export const sandboxProtocolText = `organization: Harbor & Pine
currency: USD
timezone: America/New_York
locale: en-US
hours: always
quietHours: none
channels:
  cases: { sandbox: cases }
roles:
  - { id: staff, label: Staff, members: ["*"], limits: { perRemedy: 50, perCustomer: { amount: 150, within: 90d }, perPerson: { amount: 300, within: 1d } } }
  - { id: manager, label: Manager, members: ["sandbox:ann", "sandbox:ben"], limits: { perRemedy: 500 } }
  - { id: director, label: Director, members: ["sandbox:dina"], limits: { perRemedy: unlimited } }
playbooks:
  - when: { failureType: defective }
    checklist:
      - Offer another room or a replacement before anything else
      - Look at it yourself, and take a photo for housekeeping
    remedies: [fix, refund]
  - when: { failureType: late }
    checklist:
      - Call the carrier while the customer is on the line
      - Name a day, and put it in as a promise
    remedies: [replace, credit]
  - when: { failureType: billing }
    checklist:
      - Check both charges before you answer
    remedies: [refund]
`;
