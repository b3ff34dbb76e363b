"""The public site: what anyone may read, and nothing else."""
