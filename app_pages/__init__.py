"""One file a page: widgets → query → builder → show, with its citation."""
