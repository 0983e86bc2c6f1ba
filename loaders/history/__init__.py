"""What moved between two versions or on a day: snapshots, differences, the changelog, Git.

Imports `queries` and below; reads a folder or a revision, writes nothing.
"""
