"""Django glue that two rooms or more share: the abstract page, the field checks; owns no rows."""
