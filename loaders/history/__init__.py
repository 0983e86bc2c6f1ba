"""What moved between two versions: snapshots, differences, the changelog, Git.

Imports `storage`, `schema` and below; reads a folder or a revision, writes nothing.
"""
