"""All that stands between trusted and untrusted code.

The grader's side: ``submission`` reads what was handed in, ``process`` runs it behind a ``Wall``, ``launch`` and
``bubble`` start the far side, ``selftest`` and ``probe`` find out what holds. The far side: ``zygote`` forks,
``lockdown``, ``landlock`` and ``seccomp`` lock down, ``loading`` and ``worker`` serve. Both: ``wire``, ``channel``,
``values``, ``answer``, ``calling``.

Nothing is imported here, for the far side loads its files by path and has no package ``autograder``.
"""
