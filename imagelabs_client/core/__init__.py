"""The way of a job, apart from any network: what to send, what answers mean, what may be tried again."""
