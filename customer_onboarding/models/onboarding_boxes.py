# The boxes of the form of a new customer, and the fields of the company that say
# whether they are ticked. No room's own: groups, which come early, have them as well.
BOXES = {
    "grant_portal_access": "customer_grant_access_default",
    "send_welcome_mail": "customer_send_welcome_default",
}
