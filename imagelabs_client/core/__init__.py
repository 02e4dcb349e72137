"""The job logic, independent of the network: what to send, how to read responses, what may be retried."""
