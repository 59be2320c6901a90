"""publish: everything that passed, as readers' tables. The joins are SQL (sql/7_publish); facts from our files come from here."""
