"""The pages, a file each: widgets → query → builder → show.

The rooms from the ground up: `session`, `controls`, `sections`, `curation`, `server`. Pages
import any room and no other page.
"""
