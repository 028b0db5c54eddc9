"""What Playbook costs, measured beside a floor of the same machine; and whether tests notice a broken core."""
